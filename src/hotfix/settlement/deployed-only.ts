import type { Verdict } from '../../facts/verdict.ts';
import { successfulDeploys } from '../fold/deploys.ts';
import type { Deploy } from '../hotfix.ts';
import { sameEnvironment } from '../production-deploys.ts';
import { type FulfilledHead, isDeclared } from './fulfilments.ts';
import { indexOf, lineOf } from './heads.ts';
import type { TargetView } from './target-view.ts';

/** A deployed commit that the branch went on from, to the head that is fulfilled. */
export interface DeployedOnly {
  sha: string;
  /** The branch was moved away from it, so that the fulfilled head does not contain it. */
  forced: boolean;
  /** Result of the search of the target for it; `null`: not searched yet. */
  verdict: Verdict | null;
}

/** The head that reached production last, rollbacks left out. */
export function lastDeploy({ hotfix, headIndex }: TargetView): Deploy | null {
  return successfulDeploys(hotfix).findLast(({ sha, rollback }) => !rollback && headIndex.has(sha)) ?? null;
}

/**
 * What runs in production is not the head that is fulfilled but an earlier one: the branch may have been forced away
 * from it, or have taken it back. `null` also where something else has taken its place in production since.
 */
export function findDeployedOnly(view: TargetView, fulfilled: FulfilledHead): DeployedOnly | null {
  const deploy = lastDeploy(view);
  if (!deploy || isDeclared(fulfilled) || isReplaced(deploy, view)) return null;
  const { sha } = deploy;
  const index = indexOf(view.headIndex, sha);
  if (index >= fulfilled.head) return null;
  const forced = view.hotfix.heads.slice(index + 1, fulfilled.head + 1).some((head) => head.leaves);
  const read = view.searches.find((one) => one.sha === sha);
  return { sha, forced, verdict: read?.verdict ?? null };
}

function isReplaced({ environment, finishedAt }: Deploy, { hotfix }: TargetView): boolean {
  return hotfix.laterDeploys.some(
    (later) =>
      sameEnvironment(later.environment, environment) && finishedAt !== null && later.at > finishedAt,
  );
}

/** It is on the target; or the hotfix put something in its place, in the same files, which is there now. */
export function isMadeUpFor(
  { forced, verdict }: DeployedOnly,
  { head }: FulfilledHead,
  { hotfix }: TargetView,
): boolean {
  // Later commits were made on top of it: it was reverted only where nothing of it is left.
  if (!forced) return verdict !== null && verdict.kind !== 'not-there' && verdict.kind !== 'reverted';
  if (verdict?.kind !== 'unclear') return verdict?.kind === 'there' || verdict?.kind === 'nothing';
  const line = new Set(lineOf(hotfix, head));
  const files = new Set(
    hotfix.readings.forkPoints.filter(({ sha }) => line.has(sha)).flatMap((fork) => fork.files),
  );
  return verdict.files.length > 0 && verdict.files.every((file) => files.has(file));
}
