import type { Issue } from '../../artefact/artefact.ts';
import type { Consequences, Headline } from '../../artefact/rule.ts';
import { breach } from '../breach.ts';
import type { Situation } from '../situation.ts';

/** Production runs a commit of a branch that was deleted before its merge: no branch holds it. */
export function discarded(situation: Situation): Consequences<Issue, Headline> {
  const { obligation } = situation;
  if (obligation.kind === 'settling') return {};
  const broken = obligation.kind === 'discarded';
  return {
    artefacts: breach('discarded', situation, broken),
    notes: broken ? [{ weight: 'headline', conclusion: 'failure', checkRunOnly: false }] : [],
  };
}
