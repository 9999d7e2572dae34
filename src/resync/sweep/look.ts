import { min } from 'date-fns/min';
import { subMilliseconds } from 'date-fns/subMilliseconds';
import type { Fact } from '../../facts/fact.ts';
import type { OldBranch } from '../../facts/old-branches.ts';
import { branchesUnder, movementsSince } from '../../github/read/history.ts';
import { parseBranchName } from '../../policy/branch-name.ts';
import { headsKnown, unendedDeployments } from '../../store/facts/history.ts';
import { firstOpened, openBranches, watchedBranches } from '../../store/summaries.ts';
import { listOldBranches } from '../../store/sweeps.ts';
import { sweepOverlap, watchAfterArrival } from '../../waiting/timings.ts';
import { checksHint } from '../history/checks-hint.ts';
import { readDeploys } from '../history/deploys.ts';
import type { OwnArtefact } from '../history/find-own-artefacts.ts';
import type { History } from '../history/history.ts';
import { readTargetHistory } from '../history/movements.ts';
import { type HotfixHistory, readHotfixHistory, readOwnIssues } from '../resync-hotfix.ts';

/** How a repository is now, as far as it differs from what is known of it. */
export interface Comparison {
  facts: Fact[];
  hotfixes: HotfixHistory[];
  /** `null`: not looked for, or as they were. */
  issues: OwnArtefact[] | null;
  /** Branches from before the App; `null`: as they were. */
  old: OldBranch[] | null;
}

/** Reads what GitHub has of a repository now, and what it remembers of how that came about. Writes nothing. */
export async function compareRepository(memory: History, sweptAt: Date | null): Promise<Comparison> {
  const { work, repository } = memory.context;
  const open = await openBranches(work.db, repository.id);
  const { wanted, old } = await branchesToRecall(memory, { open, sweptAt });
  const hotfixes: HotfixHistory[] = [];
  for (const [branch, head] of wanted) {
    const recalled = await readHotfixHistory(memory, branch, { head, withChecks: !open.includes(branch) });
    if (recalled.old) old?.push(recalled.old);
    else hotfixes.push(recalled);
  }
  const facts = hotfixes.flatMap((one) => one.facts);
  const from = await lookBackTo(memory, facts, sweptAt);
  const watched = await watchedBranches(
    work.db,
    repository.id,
    subMilliseconds(work.now(), watchAfterArrival),
  );
  if (from && (hotfixes.length > 0 || watched.length > 0)) {
    const runs = hotfixes.flatMap((one) => one.runs);
    facts.push(...(await readTargetHistory(memory, from)), ...(await readDeploys(memory, from, runs)));
  }
  for (const branch of open) facts.push(...(await checksHint(memory, branch)));
  const issues = hotfixes.length > 0 || sweptAt === null ? await readOwnIssues(memory) : null;
  return { facts, hotfixes, issues, old };
}

type Heads = Map<string, string | null | 'unmoved'>;

/** Branches of which something may not be known, with where they are now; and those that are too old to matter. */
async function branchesToRecall(
  memory: History,
  { open, sweptAt }: { open: string[]; sweptAt: Date | null },
): Promise<{ wanted: Heads; old: OldBranch[] | null }> {
  const { work, repository, github, inForce } = memory.context;
  const { prefix } = inForce.policy.branches;
  const wanted: Heads = new Map(open.map((branch) => [branch, 'unmoved']));
  const branches = await branchesUnder(github, { prefix, etags: memory.etags });
  if (!branches) return { wanted, old: null };
  const known = await headsKnown(work.db, repository.id);
  const older = await listOldBranches(work.db, repository.id);
  const old: OldBranch[] = [];
  for (const { branch, sha } of branches) {
    if (known.get(branch) === sha) continue;
    const unmoved = known.has(branch) ? null : older.find((one) => one.branch === branch && one.sha === sha);
    if (unmoved) old.push(unmoved);
    else wanted.set(branch, sha);
  }
  const there = new Set(branches.map(({ branch }) => branch));
  const gone = open.filter((branch) => !there.has(branch) && known.get(branch) !== null);
  const before = sweptAt === null ? await deletedBefore(memory) : [];
  for (const branch of [...gone, ...before.filter((one) => !there.has(one) && !known.has(one))])
    wanted.set(branch, null);
  return { wanted, old };
}

/** Hotfix branches that were there since the App came, and are gone. */
async function deletedBefore(memory: History): Promise<string[]> {
  const { work, github, inForce } = memory.context;
  if (memory.since === null) return [];
  const deleted = await movementsSince(github, {
    kind: 'branch_deletion',
    since: memory.since,
    now: work.now(),
  });
  const names = (deleted ?? []).map(({ ref }) => ref.replace(/^refs\/heads\//, ''));
  return [...new Set(names)].filter((name) => parseBranchName(inForce.policy, name).kind !== 'not-hotfix');
}

/** To the last sweep, and to what has begun and is not known to have ended; `null`: there is nothing to look for. */
async function lookBackTo(memory: History, facts: Fact[], sweptAt: Date | null): Promise<Date | null> {
  const { work, repository } = memory.context;
  const begun = facts.filter(({ kind }) => kind === 'pushed').map(({ at }) => new Date(at));
  const from = subMilliseconds(work.now(), watchAfterArrival);
  const unended = await unendedDeployments(work.db, repository.id, from);
  const last = sweptAt ?? (await firstOpened(work.db, repository.id));
  const moments = [...(last ? [last] : []), ...begun, ...unended];
  return moments.length > 0 ? subMilliseconds(min(moments), sweepOverlap) : null;
}
