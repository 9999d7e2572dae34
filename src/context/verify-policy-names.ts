import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { RepositoryApi, RepositoryName } from '../github/client/repository-api.ts';
import { isNoBranch, strangersAmong } from '../github/read/names-in-policy.ts';
import { peopleIn, targetIn } from '../policy/evaluate-file.ts';
import type { FileSeen } from '../policy/policy-file.ts';
import type { Level, PolicyFile } from '../policy/schema.ts';
import { verifiedNamesMaxAge } from '../waiting/timings.ts';
import type { Verified } from './allowances.ts';
import type { Work } from './work.ts';

/** So many answers are remembered. */
const mostRemembered = 500;

interface Looked {
  seen: FileSeen;
  /** `null`: the file is refused as a whole, and no name is looked up. */
  file: PolicyFile | null;
  level: Level;
  /** The names to look up; without it, all in the file. */
  people?: readonly string[];
  /** An answer of the last hour will do. */
  mayBeOld?: boolean;
}

/**
 * The file, and the people, teams and branches in it that do not exist on GitHub. Each name is a request or three, which
 * the hotfixes of the organisation need as well: a repository may look up some an hour.
 */
export async function lookedUp(
  { allowances, verifiedNames, now }: Pick<Work, 'allowances' | 'verifiedNames' | 'now'>,
  github: RepositoryApi<RepositoryName>,
  { seen: told, file, level, people, mayBeOld = false }: Looked,
): Promise<FileSeen> {
  if (told.kind === 'absent') return told;
  const { unverified: _, ...seen } = told;
  if (file === null) return { ...seen, strangers: [], noTarget: false };
  const asked = people ?? peopleIn(file);
  // An organisation's target is not a branch of the repository that holds its file.
  const target = level === 'repository' ? targetIn(file) : null;
  const { owner, name } = github.repository;
  const whose = `${owner}/${name}`.toLowerCase();
  const about = JSON.stringify([whose, target, asked]);
  const known = verifiedNames.get(about);
  if (mayBeOld && known && known.until > now()) return { ...seen, ...verifiedOf(known) };
  if (!allowances.names.has(whose, now()))
    return { ...seen, strangers: [], noTarget: false, unverified: 'too-often' };
  allowances.names.take(whose, now(), asked.length);
  const strangers = await strangersAmong(github, asked);
  const noTarget = target !== null && (await isNoBranch(github, target));
  if (verifiedNames.size >= mostRemembered) verifiedNames.clear();
  verifiedNames.set(about, { strangers, noTarget, until: addMilliseconds(now(), verifiedNamesMaxAge) });
  return { ...seen, strangers, noTarget };
}

function verifiedOf({ strangers, noTarget }: Verified): Verified {
  return { strangers, noTarget };
}
