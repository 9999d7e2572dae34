import type { Handle, Topic } from './tables.ts';

export interface Candidate {
  topic: Topic;
  branch: string;
  sha: string;
  /** The files that it changes; `null`: not told. */
  files: string[] | null;
}

/** A branch moved, or a fork's pull request did. */
export interface CandidateHead {
  topic: Topic;
  /** Of a pull request from a fork: `pull/<number>`, which no branch's push tells of. */
  branch: string;
  /** `null`: it is over. */
  sha: string | null;
  before: string | null;
  /** Files of the topic that it changed by this; `null`: not told. */
  files: string[] | null;
  /** What it held before may be gone from it. */
  rewritten: boolean;
}

/**
 * Keeps a branch that changes files of a topic, with each of its heads: also one that is made of such a branch, or goes
 * on from it. `true`: its head has yet to be checked.
 */
export async function noteCandidate(db: Handle, repository: number, moved: CandidateHead): Promise<boolean> {
  const { topic, branch, sha, before } = moved;
  if (sha === null) {
    await dropCandidate(db, repository, { topic, branch });
    return false;
  }
  const known = await db
    .selectFrom('candidates')
    .select(['branch', 'sha', 'checked', 'files'])
    .where('repository', '=', repository)
    .where('topic', '=', topic)
    // A new branch may have been made of any of them, and gone on from there.
    .$if(before !== null, (some) =>
      some.where((where) =>
        where.or([where('branch', '=', branch), where('sha', 'in', [sha, before ?? sha])]),
      ),
    )
    .execute();
  if (moved.files?.length === 0 && known.length === 0) return false;
  const checked = known.some((one) => one.sha === sha && one.checked);
  const files = filesOf(moved, known);
  const row = { sha, checked, files: files && JSON.stringify(files) };
  await db
    .insertInto('candidates')
    .values({ repository, branch, topic, ...row })
    .onConflict((conflict) => conflict.columns(['repository', 'branch', 'topic']).doUpdateSet(row))
    .execute();
  return !checked;
}

/** More than this are not kept: they are asked for again. */
const mostFiles = 500;

/** What it changes by all that is known: `null` where one of them does not tell, or may have nothing to do with it. */
function filesOf(
  { branch, sha, before, files, rewritten }: CandidateHead,
  known: { branch: string; sha: string; files: string[] | null }[],
): string[] | null {
  const isCertain = known.every(
    (one) => one.files !== null && (one.branch === branch || one.sha === sha || one.sha === before),
  );
  if (files === null || !isCertain || (rewritten && known.length > 0)) return null;
  const all = new Set([...files, ...known.flatMap((one) => one.files ?? [])]);
  return all.size > mostFiles ? null : [...all];
}

/** Those that have yet to be checked. */
export async function dueCandidates(db: Handle, repository: number): Promise<Candidate[]> {
  return db
    .selectFrom('candidates')
    .select(['topic', 'branch', 'sha', 'files'])
    .where('repository', '=', repository)
    .where('checked', '=', false)
    .orderBy('branch')
    .orderBy('topic')
    .execute();
}

/** Its head was checked; where another came meanwhile, that one is still due. What was asked of it is kept. */
export async function candidateChecked(
  db: Handle,
  repository: number,
  { topic, branch, sha, files }: Candidate,
): Promise<void> {
  await db
    .updateTable('candidates')
    .set({ checked: true, files: files && JSON.stringify(files.slice(0, mostFiles)) })
    .where('repository', '=', repository)
    .where('topic', '=', topic)
    .where('branch', '=', branch)
    .where('sha', '=', sha)
    .execute();
}

/** Forgets a branch: it is gone, or does not change such a file after all. */
export async function dropCandidate(
  db: Handle,
  repository: number,
  { topic, branch, sha = null }: { topic: Topic; branch: string; sha?: string | null },
): Promise<void> {
  await db
    .deleteFrom('candidates')
    .where('repository', '=', repository)
    .where('topic', '=', topic)
    .where('branch', '=', branch)
    .$if(sha !== null, (query) => query.where('sha', '=', sha))
    .execute();
}
