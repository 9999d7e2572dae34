import type { Question } from '../../artefact/question.ts';
import type { Verdict } from '../../facts/verdict.ts';
import type {
  AtArrival,
  CommitDiff,
  CommitSeen,
  Difference,
  Evidence,
  MissingEvidence,
} from '../../proof/evidence.ts';
import { arrivalOnBranch } from '../../proof/first-parents.ts';
import { pathsOf } from '../../proof/paths.ts';
import { prove } from '../../proof/prove.ts';
import { revertsAmong } from '../../proof/reverts.ts';
import { GitHubTrouble } from '../client/errors.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import { type Compared, commitsOfFile, readCommit, readDifference, withAllCommits } from './differences.ts';

/** A hotfix is small, and so is what happens to its files in a day: more commits than this are not looked into. */
const mostCommits = 40;

type Search = Extract<Question, { kind: 'search' }>;

/** What one head is searched for by; `keptBy`: only for what that later one has of it. */
type Sought = Pick<Search, 'sha' | 'target' | 'fork' | 'arrivedBy' | 'pulls'> & { keptBy: string | null };

/**
 * Searches the target for a head of the hotfix, and for what it has of the heads before it: what of these came to the
 * target before it parted from that again is no change of its own.
 */
export async function searchTarget(github: RepositoryApi, search: Search): Promise<Verdict> {
  const { target, sha } = search;
  let verdict = await searchFor(github, { ...search, keptBy: null });
  for (const earlier of search.earlier) {
    if (isLacking(verdict)) break;
    verdict = together(verdict, await searchFor(github, { ...earlier, target, keptBy: sha }));
  }
  return verdict;
}

function isLacking({ kind }: Verdict): boolean {
  return kind === 'reverted' || kind === 'partly' || kind === 'not-there';
}

/** Verdict on a head and one before it: the worse of the two. */
function together(verdict: Verdict, earlier: Verdict): Verdict {
  if (isLacking(earlier)) return earlier;
  if (verdict.kind === 'there') {
    if (earlier.kind === 'there') return { ...verdict, edited: verdict.edited || earlier.edited };
    // A head that GitHub no longer has was never merged: it keeps those.
    if (earlier.kind !== 'nothing' && earlier.kind !== 'gone') return earlier;
  }
  return verdict.kind === 'nothing' && earlier.kind === 'unclear' ? earlier : verdict;
}

/** Two comparisons tell in the ordinary case, and more is asked for only where they leave it open. */
async function searchFor(github: RepositoryApi, search: Sought): Promise<Verdict> {
  const own = await ownChanges(github, search);
  if (own === null) return (await isContained(github, search)) ?? { kind: 'gone' };
  if (own === 'hidden') return byAncestry(github, search);
  if (own.cut) return (await isContained(github, search)) ?? { kind: 'too-large' };
  const interest = pathsOf(own.files);
  const compared = { from: own.base, to: search.target, interest };
  const target = await readDifference(github, compared);
  if (!target) return (await isContained(github, search)) ?? { kind: 'gone' };
  const { arrivedBy, pulls, keptBy } = search;
  const kept = keptBy && (await readDifference(github, { ...compared, to: keptBy }));
  const name = `${github.repository.owner}/${github.repository.name}`;
  const evidence: Evidence = {
    repository: name,
    own,
    target,
    arrivedBy,
    pulls,
    kept: kept || null,
    atArrival: null,
    steps: null,
    history: null,
  };
  for (;;) {
    const finding = prove(evidence);
    if ('verdict' in finding) return finding.verdict;
    const { missing } = finding;
    switch (missing.kind) {
      case 'commits':
        evidence.target = await withAllCommits(github, target);
        break;
      case 'steps':
        evidence.steps = await readSteps(github, own);
        break;
      case 'at-arrival':
        evidence.atArrival = await readArrival(github, own, missing);
        break;
      case 'history':
        evidence.history = await readHistory(github, evidence, missing.paths);
        break;
    }
  }
}

/** The hotfix's own changes. `hidden`: it is on the target, and where it parted from it is not known. */
async function ownChanges(
  github: RepositoryApi,
  { sha, target, fork, arrivedBy }: Sought,
): Promise<Compared | 'hidden' | null> {
  if (fork !== null) return inFull(github, { from: fork, to: sha });
  const compared = await inFull(github, { from: target, to: sha });
  if (!compared?.contained) return compared;
  // Before the merge, the target did not have it: where it parted from that is where it parted.
  const [said] = arrivedBy;
  const since = await inFull(github, { from: sha, to: target });
  const found = since && arrivalOnBranch(since.commits, [sha]);
  const merge =
    found?.parents ?? (said === undefined ? undefined : (await readCommit(github, said))?.parents);
  const before = merge?.[0];
  if (before === undefined || before === sha) return 'hidden';
  const earlier = await inFull(github, { from: before, to: sha });
  return earlier && !earlier.contained ? earlier : 'hidden';
}

async function inFull(
  github: RepositoryApi,
  between: { from: string; to: string },
): Promise<Compared | null> {
  const compared = await readDifference(github, between);
  return compared && withAllCommits(github, compared);
}

/**
 * Where its content cannot be compared, there is little to go by: it came, and either nothing was changed since, or a
 * commit says that it takes it back, or it cannot be told.
 */
async function byAncestry(github: RepositoryApi, { sha, target, arrivedBy }: Sought): Promise<Verdict> {
  const since = await inFull(github, { from: sha, to: target });
  if (!since) return { kind: 'gone' };
  const taken = revertsAmong(since.commits, `${github.repository.owner}/${github.repository.name}`);
  const by = [sha, ...arrivedBy].map((name) => taken.get(name)).find((commit) => commit !== undefined);
  if (by) return { kind: 'reverted', by: { sha: by.sha, at: by.at }, files: [] };
  const unchanged = since.commits.length === 0 || (since.files.length === 0 && !since.cut);
  const same = unchanged && since.base === sha;
  return same ? { kind: 'there', by: arrivedBy[0] ?? sha, edited: false } : { kind: 'unclear', files: [] };
}

/** GitHub does not show the hotfix's own content: whether it has come at all can still be found. */
async function isContained(github: RepositoryApi, search: Sought): Promise<Verdict | null> {
  const compared = await readDifference(github, { from: search.target, to: search.sha });
  return compared?.contained ? byAncestry(github, search) : null;
}

/** Changes by the hotfix's own commits; merges of the target into it did nothing of its own. */
function readSteps(github: RepositoryApi, own: Compared): Promise<CommitDiff[]> {
  return readCommits(
    github,
    own.commits.filter(({ parents }) => parents.length < 2),
  );
}

/** Where a merge took a file from one side, GitHub lists neither the other side's commits nor the merge. */
async function readHistory(
  github: RepositoryApi,
  { own, target }: Evidence,
  paths: string[],
): Promise<CommitDiff[]> {
  const candidates = new Set<string>();
  for (const path of paths) {
    for (const sha of await commitsOfFile(github, { path, branch: target.head })) candidates.add(sha);
  }
  const mine = new Set(own.commits.map(({ sha }) => sha));
  const bringsMore = ({ sha, parents }: CommitSeen): boolean =>
    !mine.has(sha) && parents.slice(1).some((parent) => mine.has(parent));
  return readCommits(
    github,
    target.commits.filter((commit) => candidates.has(commit.sha) || bringsMore(commit)),
  );
}

async function readArrival(
  github: RepositoryApi,
  own: Compared,
  { sha, before, merge }: Extract<MissingEvidence, { kind: 'at-arrival' }>,
): Promise<AtArrival> {
  const interest = pathsOf(own.files);
  const to = (commit: string): Promise<Compared | null> =>
    readDifference(github, { from: own.base, to: commit, interest });
  const nothing: Difference = { base: own.base, head: sha, files: [], commits: [], more: false };
  // Where that can no longer be found, it does not count as having come.
  return { sha, after: (await to(sha)) ?? nothing, before: before === null ? null : await to(before), merge };
}

async function readCommits(github: RepositoryApi, commits: { sha: string }[]): Promise<CommitDiff[]> {
  const read: CommitDiff[] = [];
  for (const { sha } of commits.slice(-mostCommits)) {
    const commit = await readCommit(github, sha);
    // GitHub has just listed it.
    if (!commit) throw new GitHubTrouble(`read the commit ${sha}`, { kind: 'unavailable' }, false);
    read.push(commit);
  }
  return read;
}
