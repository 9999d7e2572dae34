import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { Policy } from '../../policy/policy.ts';
import { waitForRestOfMerge } from '../../waiting/timings.ts';
import { extensionsSince } from '../commands/accepted-commands.ts';
import { successfulDeploys } from '../fold/deploys.ts';
import type { Hotfix } from '../hotfix.ts';
import type { Obligation, OpenObligation } from './obligation.ts';
import {
  arrivalsOn,
  bestProof,
  cameElsewhere,
  indexOf,
  type LeftBehind,
  lastVerdict,
  leftBehind,
  lineOf,
  type Proof,
  revertOf,
} from './proofs.ts';
import { searches } from './searches.ts';

/** Where the hotfix stands at `now`: whether its content is still owed to `target`, since when and until when. */
export function obligationOf(hotfix: Hotfix, policy: Policy, target: string, now: Date): Obligation {
  const { deleted } = hotfix;
  const proof = bestProof(hotfix, target);
  const debt = debtOf(hotfix, target, proof);

  const away = proof && !debt ? leftBehind(hotfix, target) : null;
  if (proof && !debt) {
    const made = away === null || isMadeUpFor(hotfix, away, proof);
    if (made) return proof.obligation(hotfix.heads.length - 1 - proof.head);
    if (away.verdict === null) return { kind: 'settling', until: proof.at };
  }
  if (hotfix.renamedTo !== null) return { kind: 'renamed', to: hotfix.renamedTo };

  const since = debt?.since ?? hotfix.owedFrom;
  const extension = extensionsSince(since, hotfix);
  const fixed = deadlineOf(hotfix, policy, { since, again: debt?.again ?? false });
  const deadline = fixed && addMilliseconds(fixed, extension.by);
  const name = debt?.again ? String(since.getTime()) : 'first';
  const overdue = deadline !== null && now >= deadline;
  const open: OpenObligation = {
    kind: 'open',
    since,
    deadline,
    extendedBy: extension.by,
    overdue,
    removed: revertOf(hotfix, target),
    verdict: lastVerdict(hotfix, target),
    deployedOnly: away && { sha: away.sha, forced: away.forced },
    id: name,
    term: extension.count > 0 ? `${name}+${extension.count}` : name,
  };
  if (!deleted) return arriving(hotfix, target) ?? movedTarget(hotfix, target) ?? open;

  const settled = addMilliseconds(deleted.at, waitForRestOfMerge);
  const seen = hotfix.readings.whereabouts;
  if (!seen || seen.readAt < settled) return { kind: 'settling', until: settled };
  // The branch is there again; its push is still on its way.
  if (seen.exists) return open;
  if (searches(hotfix, target).some(({ due }) => due !== null)) return { kind: 'settling', until: settled };
  const deployed = [...new Set(successfulDeploys(hotfix).map((deploy) => deploy.sha))];
  if (open.removed) return open;
  if (deployed.length === 0) return { kind: 'abandoned', at: deleted.at };
  const { id, term, extendedBy } = open;
  return { kind: 'discarded', at: deleted.at, since, id, term, deployed, deadline, extendedBy, overdue };
}

/** When the backfill must be merged; `null` while nothing has started the clock. */
function deadlineOf(hotfix: Hotfix, policy: Policy, { since, again }: Debt): Date | null {
  const fromDeploy = policy.backfill.clock === 'deploy' && !again;
  const start = fromDeploy ? (successfulDeploys(hotfix)[0]?.finishedAt ?? null) : since;
  return start && addMilliseconds(start, policy.backfill.deadline);
}

/** It is on the target; or the hotfix put something in its place, in the same files, which is there now. */
function isMadeUpFor(hotfix: Hotfix, { forced, verdict }: LeftBehind, proof: Proof): boolean {
  // What followed on it was made with it in view: only where nothing of it is left was it taken back.
  if (!forced) return verdict !== null && !['not-there', 'reverted'].includes(verdict.kind);
  if (verdict?.kind !== 'unclear') return verdict?.kind === 'there' || verdict?.kind === 'nothing';
  const line = lineOf(hotfix, proof.head);
  const files = hotfix.readings.forkPoints
    .filter(({ sha }) => line.includes(sha))
    .flatMap((fork) => fork.files);
  return verdict.files.length > 0 && verdict.files.every((file) => files.includes(file));
}

interface Debt {
  since: Date;
  /** What was owed once had been paid: this has a deadline of its own. */
  again: boolean;
}

/**
 * What is still owed although an earlier head is on the target: a later one that was deployed since. Where the
 * earlier head had nothing of its own (a branch just made from the target), the first commit starts the debt. What
 * was on the target and was taken back is owed from then on.
 */
function debtOf(hotfix: Hotfix, target: string, proof: Proof | null): Debt | null {
  if (!proof) {
    const reverted = revertOf(hotfix, target);
    return reverted ? { since: reverted.at, again: true } : { since: hotfix.owedFrom, again: false };
  }
  const next = hotfix.heads[proof.head + 1];
  if (next && proof.empty) return { since: next.at, again: false };
  const newer = new Set(hotfix.heads.slice(proof.head + 1).map((head) => head.sha));
  const covered = new Set(hotfix.heads.slice(0, proof.head + 1).map((head) => head.sha));
  const deploy = successfulDeploys(hotfix).find(({ sha }) => newer.has(sha) && !covered.has(sha));
  return deploy?.finishedAt ? { since: deploy.finishedAt, again: true } : null;
}

/** It is on another branch than the target is now: whether the target has it as well is found out first. */
function movedTarget(hotfix: Hotfix, target: string): Obligation | null {
  const unread =
    cameElsewhere(hotfix, target) && !hotfix.readings.searches.some((read) => read.target === target);
  return unread ? { kind: 'settling', until: hotfix.startedAt } : null;
}

/**
 * A head came to the target, and neither a merged pull request nor a search has told how: GitHub may be about to
 * tell that it merged. Waits for that, then has the target searched.
 */
function arriving(hotfix: Hotfix, target: string): Obligation | null {
  const arrival = arrivalsOn(hotfix, target).findLast(({ sha }) => indexOf(hotfix, sha) >= 0);
  const waiting = arrival && searches(hotfix, target).some(({ due }) => due !== null);
  return waiting ? { kind: 'settling', until: addMilliseconds(arrival.at, waitForRestOfMerge) } : null;
}
