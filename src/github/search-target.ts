import type { Question } from '../hotfix/artefact.ts';
import type { Repository } from '../hotfix/hotfix.ts';
import type { AtArrival, CommitDiff, Evidence, Missing, Verdict } from '../hotfix/proof/evidence.ts';
import { pathsOf } from '../hotfix/proof/paths.ts';
import { prove } from '../hotfix/proof/prove.ts';
import { undone } from '../hotfix/proof/reverts.ts';
import { type Compared, commitsOfFile, readCommit, readDifference } from './differences.ts';
import type { Installation } from './github.ts';

/** A hotfix is small, and so is what happens to its files in a day: more commits than this are not looked into. */
const mostCommits = 40;

type Search = Extract<Question, { kind: 'proof' }>;

/**
 * Searches the target for a head of the hotfix: two comparisons tell in the ordinary case, and more is asked for only
 * where they leave it open.
 */
export async function searchTarget(
  github: Installation,
  repository: Repository,
  search: Search,
): Promise<Verdict> {
  const own = await ownChanges(github, repository, search);
  if (own === null) return (await isContained(github, repository, search)) ?? { kind: 'gone' };
  if (own === 'hidden') return byAncestry(github, repository, search);
  if (own.cut) return (await isContained(github, repository, search)) ?? { kind: 'too-large' };
  const interest = pathsOf(own.files);
  const compared = { from: own.base, to: search.target, interest };
  const target = await readDifference(github, repository, { ...compared, pages: 1 });
  if (!target) return (await isContained(github, repository, search)) ?? { kind: 'gone' };
  const { arrivedBy, pulls } = search;
  const evidence: Evidence = { own, target, arrivedBy, pulls, atArrival: null, history: null };
  for (;;) {
    const finding = prove(evidence);
    if ('verdict' in finding) return finding.verdict;
    if (finding.missing.kind === 'commits') {
      evidence.target = (await readDifference(github, repository, compared)) ?? { ...target, more: false };
    } else await complete(github, repository, { evidence, target: search.target, missing: finding.missing });
  }
}

/** What the hotfix itself changed. `hidden`: it is on the target, and where it parted from it is not known. */
async function ownChanges(
  github: Installation,
  repository: Repository,
  { sha, target, fork, arrivedBy }: Search,
): Promise<Compared | 'hidden' | null> {
  if (fork !== null) return readDifference(github, repository, { from: fork, to: sha });
  const compared = await readDifference(github, repository, { from: target, to: sha });
  if (!compared?.contained) return compared;
  // Before the merge, the target did not have it: where it parted from that is where it parted.
  const [arrival] = arrivedBy;
  const merge = arrival === undefined ? null : await readCommit(github, repository, arrival);
  const [before] = merge?.parents ?? [];
  const earlier =
    before === undefined ? null : await readDifference(github, repository, { from: before, to: sha });
  return earlier && !earlier.contained ? earlier : 'hidden';
}

/** All that is left to go by: it is there, unless a commit that came later says that it takes it back. */
async function byAncestry(
  github: Installation,
  repository: Repository,
  { sha, target, arrivedBy }: Search,
): Promise<Verdict> {
  const since = await readDifference(github, repository, { from: sha, to: target });
  if (!since) return { kind: 'gone' };
  const taken = undone(since.commits);
  const by = [sha, ...arrivedBy].map((name) => taken.get(name)).find((commit) => commit !== undefined);
  if (by) return { kind: 'reverted', by: { sha: by.sha, at: by.at }, files: [] };
  return { kind: 'there', by: arrivedBy[0] ?? null, edited: false };
}

/** Where the content cannot be compared, ancestry alone can be told. */
async function isContained(
  github: Installation,
  repository: Repository,
  search: Search,
): Promise<Verdict | null> {
  const compared = await readDifference(github, repository, { from: search.target, to: search.sha });
  return compared?.contained ? byAncestry(github, repository, search) : null;
}

async function complete(
  github: Installation,
  repository: Repository,
  {
    evidence,
    target,
    missing,
  }: { evidence: Evidence; target: string; missing: Exclude<Missing, { kind: 'commits' }> },
): Promise<void> {
  if (missing.kind === 'at-arrival') {
    evidence.atArrival = await readArrival(github, repository, evidence, missing.sha);
    return;
  }
  const own = evidence.own.commits.filter(({ parents }) => parents.length < 2);
  const candidates = new Set<string>();
  for (const path of missing.paths) {
    for (const sha of await commitsOfFile(github, repository, { path, branch: target })) candidates.add(sha);
  }
  const known = evidence.target.commits.filter(({ sha }) => candidates.has(sha));
  evidence.history = {
    own: await readCommits(github, repository, own),
    target: await readCommits(github, repository, known),
  };
}

async function readArrival(
  github: Installation,
  repository: Repository,
  { own, target }: Evidence,
  sha: string,
): Promise<AtArrival> {
  const interest = own.files.map(({ path }) => path);
  const difference = await readDifference(github, repository, { from: own.base, to: sha, interest });
  const commit = await readCommit(github, repository, sha);
  // Only a merge leaves out what one side did; the last of several commits need not have all of it.
  const brought = commit && commit.parents.length > 1 ? commit.files : own.files;
  // Where it can no longer be told, what is there now is all that is known to have come.
  return { difference: difference ?? target, brought };
}

async function readCommits(
  github: Installation,
  repository: Repository,
  commits: { sha: string }[],
): Promise<CommitDiff[]> {
  const read: CommitDiff[] = [];
  for (const { sha } of commits.slice(-mostCommits)) {
    const commit = await readCommit(github, repository, sha);
    if (commit) read.push(commit);
  }
  return read;
}
