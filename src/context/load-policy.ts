import { subMilliseconds } from 'date-fns/subMilliseconds';
import { type RepositoryApi, type RepositoryName, repositoryApi } from '../github/client/repository-api.ts';
import { earlierTexts, isSurelyAbsent, readPolicyFile } from '../github/read/policy-file.ts';
import { evaluateFile, organisationFile } from '../policy/evaluate-file.ts';
import { inForceBy } from '../policy/policy-by-files.ts';
import { absent, type FileSeen, type KnownFile, type OrganisationFile } from '../policy/policy-file.ts';
import type { PolicyInForce } from '../policy/policy-in-force.ts';
import type { Level } from '../policy/schema.ts';
import {
  type FileKey,
  fileKey,
  findFile,
  findFiles,
  type KeptFile,
  type KeptFiles,
  keepMode,
  nothingKept,
  type StoredFile,
  saveFile,
} from '../store/policy-files.ts';
import type { KnownRepository } from '../store/repositories/repositories.ts';
import { policyFileMaxAge } from '../waiting/timings.ts';
import { lookedUp } from './verify-policy-names.ts';
import type { Work } from './work.ts';

/** The repository that holds the files of a whole organisation. */
export const organisationRepository = '.github';

type Of = Pick<KnownRepository, 'id' | 'owner' | 'name' | 'installation'>;

/**
 * The policy of a repository, from its own file and its organisation's: as last read, and read again only after a
 * push that changed them. While GitHub does not answer, the last ones stay in force; where none was ever read
 * nothing can be decided, and the failure is thrown so that the work is retried. `unread`: one of them has changed
 * and is not read yet. `files`: their stored state, where it was read just now.
 */
export async function policyInForce(
  work: Work,
  github: RepositoryApi<Of>,
  files: KeptFiles | null = null,
): Promise<{ inForce: PolicyInForce; unread: boolean }> {
  const { repository } = github;
  const { owner, installation } = repository;
  const isOrganisations = repository.name === organisationRepository;
  const key: FileKey = fileKey.repository(repository.id);
  const aboveKey: FileKey = fileKey.organisation(installation);
  const kept = files ?? (await findFiles(work.db, isOrganisations ? [key] : [key, aboveKey]));
  // First, because a repository's file may contradict it.
  const above = isOrganisations
    ? null
    : await current(work, kept.get(aboveKey), {
        key: aboveKey,
        github: repositoryApi(github.installation, { owner, name: organisationRepository }, github.confirm),
        level: 'organisation',
        above: null,
      });
  // While GitHub was asked for the one, the other may have changed.
  const latest = above?.asked ? await findFiles(work.db, [key]) : kept;
  const own = await current(work, latest.get(key), {
    key,
    github,
    level: isOrganisations ? 'organisation' : 'repository',
    above: organisationFile(above?.known ?? null),
  });
  const inForce = inForceBy(own.known, above?.known ?? null);
  const { mode } = inForce.policy;
  const before = own.asked ? null : latest.get(key);
  const since =
    before?.mode === mode ? before.modeSince : await keepMode(work.db, key, { mode, now: work.now() });
  return {
    inForce: { ...inForce, enforcedSince: mode === 'enforce' ? since : null },
    unread: own.unread || (above?.unread ?? false),
  };
}

interface Wanted {
  key: FileKey;
  /** The repository that holds the file. */
  github: RepositoryApi<RepositoryName>;
  level: Level;
  /** The organisation's policy, under the file of a repository. */
  above: OrganisationFile;
}

interface Current {
  known: KnownFile;
  unread: boolean;
  /** GitHub was asked for it, which takes time. */
  asked: boolean;
}

async function current(
  work: Work,
  { stored, changedBy: by }: KeptFile = nothingKept,
  wanted: Wanted,
): Promise<Current> {
  const { db, log, now } = work;
  if (stored && isCurrent(stored, now())) return { known: stored.known, unread: false, asked: false };
  // A change that is delivered during a reading is not part of that reading.
  const name = `${wanted.key} ${by ?? ''}`;
  try {
    // Where no policy is in force yet, each delivery waits by itself, longer each time.
    const reading = { now, waits: stored !== null };
    const known = await work.policyReadings.share(name, reading, async () => {
      // Whoever was reading it may have finished just now.
      const latest = await findFile(db, wanted.key);
      if (latest && isCurrent(latest, now())) return latest.known;
      try {
        return await readNow(work, wanted, { stored: latest, by });
      } catch (error) {
        if (stored) log.warn({ err: error, file: wanted.key }, 'policy file not read; keeping the last one');
        throw error;
      }
    });
    return { known, unread: false, asked: true };
  } catch (error) {
    if (!stored) throw error;
    return { known: stored.known, unread: stored.stale, asked: true };
  }
}

function isCurrent({ stale, readAt }: StoredFile, now: Date): boolean {
  return !stale && readAt > subMilliseconds(now, policyFileMaxAge);
}

async function readNow(
  work: Work,
  wanted: Wanted,
  { stored, by }: { stored: StoredFile | null; by: string | null },
): Promise<KnownFile> {
  const { db, now } = work;
  const { key, github } = wanted;
  const readAt = now();
  const last = stored?.known ?? null;
  const conditional = last?.seen.kind === 'there' && !last.seen.twin ? (stored?.etag ?? null) : null;
  const read = await readPolicyFile(github, { etag: conditional, twin: stored?.stale ?? false });
  const known = read && (await asKnown(work, { ...wanted, seen: read.seen, last, by }));
  // An unchanged file may have been read before the push that brought it was delivered.
  const same =
    read || !last
      ? null
      : {
          ...last,
          seen: await lookedUpAgain(work, { ...wanted, seen: last.seen }),
          broughtBy: last.broughtBy ?? by,
        };
  const kept = known ?? same ?? { seen: absent, good: null, broughtBy: null };
  await saveFile(db, key, { known: kept, etag: read ? read.etag : conditional, readAt, changedBy: by });
  return kept;
}

/** People who were unknown may exist now, and the target may be gone or renamed. */
async function lookedUpAgain(
  work: Work,
  { github, level, above, seen }: Wanted & { seen: FileSeen },
): Promise<FileSeen> {
  if (seen.kind === 'absent') return seen;
  const { file } = evaluateFile(seen, level, above);
  const people = seen.unverified ? {} : { people: seen.strangers };
  return lookedUp(work, github, { seen, file, level, ...people });
}

interface Seen extends Wanted {
  seen: FileSeen;
  last: KnownFile | null;
  by: string | null;
}

async function asKnown(work: Work, { seen, last, by, ...wanted }: Seen): Promise<KnownFile> {
  const { github, level, above } = wanted;
  if (seen.kind === 'absent') {
    // An organisation need not have the repository of its file, unless its file was found there before.
    const orRepository = last === null && github.repository.name === organisationRepository;
    const known = last?.seen.kind === 'absent';
    if (!known && !(await isSurelyAbsent(github, { orRepository })))
      throw new Error('the policy file exists again');
    return { seen, good: null, broughtBy: null };
  }
  const { file } = evaluateFile(seen, level, above);
  const good = file ? seen.text : (last?.good ?? (await goodBefore(wanted, seen)));
  return { seen: await lookedUp(work, github, { seen, file, level }), good, broughtBy: by };
}

/** A mistake in the file when it is first read must not replace the policy before it with the defaults. */
async function goodBefore(
  { github, level, above }: Wanted,
  seen: Extract<FileSeen, { kind: 'there' }>,
): Promise<string | null> {
  for await (const text of earlierTexts(github, seen.path))
    if (evaluateFile({ ...seen, text }, level, above).file) return text;
  return null;
}
