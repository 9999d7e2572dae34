import type { Issue } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences, Headline, Occurrence } from '../../artefact/rule.ts';
import { breach, endOf } from '../breach.ts';
import type { Situation } from '../situation.ts';

/** Production runs a commit of a branch that was deleted before its merge: no branch holds it. */
export function discarded(situation: Situation): Consequences<Issue, Headline, never, Occurrence> {
  const { obligation } = situation;
  if (obligation.kind === 'settling') return {};
  const broken = obligation.kind === 'discarded';
  return {
    artefacts: breach('discarded', situation, broken),
    news: [occurrence(situation)],
    notes: broken ? [{ weight: 'headline', conclusion: 'failure', checkRunOnly: false }] : [],
  };
}

/** When the branch was deleted may come to be known better; once it was restored, a second deletion is another one. */
function occurrence({ obligation, hotfix }: Situation): Occurrence {
  const issue = artefactKey.breach('discarded', hotfix.branch);
  const about = { event: 'breach', continues: true, issue } as const;
  return obligation.kind === 'discarded'
    ? { ...about, state: 'open', name: String(obligation.at.getTime()), at: obligation.at }
    : { ...about, state: 'closed', name: null, at: endOf(obligation) };
}
