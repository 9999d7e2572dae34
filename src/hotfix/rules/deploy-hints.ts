import type { Question } from '../../artefact/question.ts';
import type { Consequences, Line } from '../../artefact/rule.ts';
import { successfulDeploys } from '../fold/deploys.ts';
import type { DeployHint } from '../hotfix.ts';
import type { Situation } from '../situation.ts';

/** Another repository says that a commit was deployed: whether its sender may say so here is asked, else it is shown. */
export function deployHints(situation: Situation): Consequences<never, Line, Question> {
  const questions = situation.hotfix.deployHints
    .filter(({ entitled }) => entitled === null)
    .map(
      ({ key, by }): Question => ({
        kind: 'entitlement',
        command: key,
        login: by?.login ?? '',
        right: 'write',
        approvers: [],
      }),
    );
  return { questions, notes: unconfirmedHints(situation).length > 0 ? [{ weight: 'line' }] : [] };
}

/** Hints that count for nothing, about commits of which no deploy is known otherwise. */
export function unconfirmedHints({ hotfix }: Pick<Situation, 'hotfix'>): DeployHint[] {
  const deployed = new Set(successfulDeploys(hotfix).map(({ sha }) => sha));
  return hotfix.deployHints.filter(({ sha, entitled }) => entitled === false && !deployed.has(sha));
}
