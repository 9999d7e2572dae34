import type { RepositoryApi, RepositoryName } from '../github/client/repository-api.ts';
import { isNoBranch, strangersAmong } from '../github/read/names-in-policy.ts';
import { peopleIn, targetIn } from '../policy/evaluate-file.ts';
import type { FileSeen } from '../policy/policy-file.ts';
import type { Level, PolicyFile } from '../policy/schema.ts';

interface Looked {
  seen: FileSeen;
  /** `null`: the file is refused as a whole, and no name is looked up. */
  file: PolicyFile | null;
  level: Level;
  /** The names to look up; without it, all in the file. */
  people?: readonly string[];
}

/** The file, and the people, teams and branches in it that do not exist on GitHub. */
export async function lookedUp(
  github: RepositoryApi<RepositoryName>,
  { seen, file, level, people }: Looked,
): Promise<FileSeen> {
  if (seen.kind === 'absent') return seen;
  if (file === null) return { ...seen, strangers: [], noTarget: false };
  const strangers = await strangersAmong(github, people ?? peopleIn(file));
  // An organisation's target is not a branch of the repository that holds its file.
  const target = level === 'repository' ? targetIn(file) : null;
  const noTarget = target !== null && (await isNoBranch(github, target));
  return { ...seen, strangers, noTarget };
}
