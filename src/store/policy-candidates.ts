import type { Handle } from './tables.ts';

export interface Candidate {
  branch: string;
  sha: string;
}

/**
 * Keeps a branch that changes the policy file, with each of its heads: also one that is made of such a branch, or goes
 * on from it. `true`: its head has yet to be checked.
 */
export async function noteCandidate(
  db: Handle,
  repository: number,
  {
    branch,
    sha,
    before,
    touches,
  }: { branch: string; sha: string | null; before: string | null; touches: boolean },
): Promise<boolean> {
  if (sha === null) {
    await dropCandidate(db, repository, branch);
    return false;
  }
  const known = await db
    .selectFrom('policy_candidates')
    .select(['branch', 'sha', 'checked'])
    .where('repository', '=', repository)
    // A new branch may have been made of any of them, and gone on from there.
    .$if(before !== null, (some) =>
      some.where((where) =>
        where.or([where('branch', '=', branch), where('sha', 'in', [sha, before ?? sha])]),
      ),
    )
    .execute();
  if (!touches && known.length === 0) return false;
  const checked = known.some((one) => one.sha === sha && one.checked);
  const row = { sha, checked };
  await db
    .insertInto('policy_candidates')
    .values({ repository, branch, ...row })
    .onConflict((conflict) => conflict.columns(['repository', 'branch']).doUpdateSet(row))
    .execute();
  return !checked;
}

/** Those that have yet to be checked. */
export async function dueCandidates(db: Handle, repository: number): Promise<Candidate[]> {
  return db
    .selectFrom('policy_candidates')
    .select(['branch', 'sha'])
    .where('repository', '=', repository)
    .where('checked', '=', false)
    .orderBy('branch')
    .execute();
}

/** Its head was checked; where another came meanwhile, that one is still due. */
export async function candidateChecked(
  db: Handle,
  repository: number,
  { branch, sha }: Candidate,
): Promise<void> {
  await db
    .updateTable('policy_candidates')
    .set({ checked: true })
    .where('repository', '=', repository)
    .where('branch', '=', branch)
    .where('sha', '=', sha)
    .execute();
}

/** Forgets a branch: it is gone, or does not change the file after all. */
export async function dropCandidate(
  db: Handle,
  repository: number,
  branch: string,
  sha: string | null = null,
): Promise<void> {
  await db
    .deleteFrom('policy_candidates')
    .where('repository', '=', repository)
    .where('branch', '=', branch)
    .$if(sha !== null, (query) => query.where('sha', '=', sha))
    .execute();
}
