import type { RepositoryApi, RepositoryName } from '../github/client/repository-api.ts';
import { isNoBranch, strangersAmong } from '../github/read/names-in-policy.ts';
import { peopleIn, targetIn } from '../policy/evaluate-file.ts';
import type { FileSeen } from '../policy/policy-file.ts';
import type { Level, PolicyFile } from '../policy/schema.ts';

interface Looked {
  seen: FileSeen;
  /** `null`: it is refused as a whole, and nobody is looked up for it. */
  file: PolicyFile | null;
  level: Level;
  /** Who is asked for; without it, everybody whom the file names. */
  people?: readonly string[];
}

/** The file, and which of the people, teams and branches that it names GitHub does not have. */
export async function lookedUp(
  github: RepositoryApi<RepositoryName>,
  { seen, file, level, people }: Looked,
): Promise<FileSeen> {
  if (seen.kind === 'absent') return seen;
  if (file === null) return { ...seen, strangers: [], noTarget: false };
  const strangers = await strangersAmong(github, people ?? peopleIn(file));
  // A target for a whole organisation is none of the repository that its file is in.
  const target = level === 'repository' ? targetIn(file) : null;
  const noTarget = target !== null && (await isNoBranch(github, target));
  return { ...seen, strangers, noTarget };
}
