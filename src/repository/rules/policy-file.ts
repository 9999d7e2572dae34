import { addMilliseconds } from 'date-fns/addMilliseconds';
import { type CheckRun, checkRun, type Issue, issue } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences, Occurrence } from '../../artefact/rule.ts';
import { brokenPolicyMaxAge } from '../../waiting/timings.ts';
import type { RepositorySituation } from '../situation.ts';

/**
 * The policy file of the default branch has mistakes: one issue until they are corrected, and a failing check run on the
 * commit that brought them.
 */
export function policyFile(
  { inForce, mistakesSince }: RepositorySituation,
  now: Date,
): Consequences<Issue | CheckRun, never, never, Occurrence> {
  const { labels, assignees } = inForce.policy.issues;
  const key = artefactKey.policyFile;
  const wanted = { key, upkeep: 'current', labels, assignees } as const;
  const about = { event: 'breach', issue: key } as const;
  if (inForce.mistakes.length === 0 && inForce.remarks.length === 0) {
    return {
      artefacts: [issue({ ...wanted, state: 'closed' })],
      news: [{ ...about, state: 'closed', name: null, at: null, continues: true }],
    };
  }
  const sha = inForce.brokenBy;
  const checks =
    sha === null
      ? []
      : [checkRun({ key: artefactKey.policyCheck(sha), sha, conclusion: 'failure', headline: null })];
  // Another attempt that did not mend it is no news.
  const name = mistakesSince ? sha : null;
  return {
    artefacts: [issue({ ...wanted, state: 'open' }), ...checks],
    news: [{ ...about, state: 'open', name, at: mistakesSince, continues: true }],
    // A team that the file names may be created.
    until: addMilliseconds(now, brokenPolicyMaxAge),
  };
}
