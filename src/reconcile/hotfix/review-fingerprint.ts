import { createHash } from 'node:crypto';
import { reportedMoments } from '../../hotfix/commands/accepted-commands.ts';
import { gateStories } from '../../hotfix/pipeline/gates.ts';
import type { Situation } from '../../hotfix/situation.ts';

/** A hash of all that the review of its incident tells of a hotfix: while it is the same, the review need not be looked at. */
export function reviewFingerprint(situation: Situation): string {
  const { hotfix, obligation, backfill, target, inForce } = situation;
  const { review, timezone, runbooks, issues, owners } = inForce.policy;
  const story = [
    hotfix.deploys,
    hotfix.laterDeploys.filter(({ rollback }) => rollback),
    reportedMoments(hotfix).map(({ command, ...told }) => [command.key, told]),
    gateStories(situation),
    hotfix.readings.forkPoints.map(({ files }) => files),
    hotfix.runs.map(({ id }) => id),
    // That its deadline passes, or is put off, is not told there.
    obligation.kind === 'open' ? [obligation.kind, obligation.removed] : obligation,
    backfill && [backfill.number, backfill.url, backfill.state],
    [target, review, timezone, runbooks, issues, owners, inForce.policy.mode, inForce.enforcedSince],
  ];
  return createHash('sha256').update(JSON.stringify(story)).digest('hex').slice(0, 32);
}
