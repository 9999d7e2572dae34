import type { Handle, Topic } from './tables.ts';

/** In place of a branch. A branch of the repository's own that is called so is treated like a fork's. */
export function headOfFork(pull: number): string {
  return `pull/${pull}`;
}

export function isOfFork({ branch }: Pick<Candidate, 'branch'>): boolean {
  return /^pull\/\d+$/.test(branch);
}

export interface Candidate {
  topic: Topic;
  branch: string;
  sha: string;
  /** The files that it changes; `null`: unknown. */
  files: string[] | null;
}

/** A branch moved, or a fork's pull request did. */
export interface CandidateHead {
  topic: Topic;
  /** For a pull request from a fork, {@link headOfFork}: there are no pushes of its branch. */
  branch: string;
  /** `null`: it is over. */
  sha: string | null;
  before: string | null;
  /** Files of the topic that this change touched; `null`: unknown. */
  files: string[] | null;
  /** What it held before may be gone from it. */
  rewritten: boolean;
}

/**
 * Stores a branch that changes files of a topic, and each of its heads; also a branch that starts from such a
 * branch or continues it. `true`: its head has to be checked.
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
    // A new branch may start from any of them, with further commits.
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

/** A longer list is not stored: it is requested again. */
const mostFiles = 500;

/** All files it is known to change; `null` where one part is unknown, or may be unrelated. */
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

/** Those whose head has to be checked. */
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

/** Its head was checked; if a new one came meanwhile, that one is still due. The file list is stored. */
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

/** Deletes the entry of a branch: it is gone, or does not change such a file after all. */
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
