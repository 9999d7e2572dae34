import type { ArtefactWritten } from '../facts/fact.ts';
import type { Ledger } from '../github/perform/ledger.ts';
import type { Lease } from '../queue/lease.ts';
import {
  type Entry,
  entriesAtVersion,
  entriesOfSubject,
  findEntry,
  forget,
  intend,
  recordWritten,
} from '../store/ledger/ledger.ts';
import { hotfixSubject } from '../store/subject-key.ts';
import type { Subject } from '../store/subjects.ts';
import type { Handle } from '../store/tables.ts';
import type { Work } from './work.ts';

export interface CountingLedger extends Ledger {
  /** How many artefacts came into being through this ledger: what is new may let the plan go on. */
  created(): number;
  /**
   * Reads what is known of these at once, which serves until something is written; and the version that the subject had
   * at that moment.
   */
  read(keys: readonly string[]): Promise<number>;
  /** Whether nothing was written since it was read. */
  isAsRead(): boolean;
}

export function createLedger(
  { db, now }: Work,
  { key: subject, repository }: Pick<Subject, 'key'> & { repository: number },
  hold: Lease,
): CountingLedger {
  let created = 0;
  const known = new Set<string>();
  let read: { keys: readonly string[]; entries: Map<string, Entry> } | null = null;
  return {
    now,
    created: () => created,
    async read(keys) {
      const found = keys.length > 0 ? await entriesAtVersion(db, { repository, subject, keys }) : null;
      read = found && { keys, entries: found.entries };
      return found?.version ?? 0;
    },
    isAsRead: () => read !== null,
    async entry(key) {
      const entry = read?.keys.includes(key)
        ? (read.entries.get(key) ?? null)
        : await findEntry(db, repository, key);
      if (entry?.state === 'there') known.add(key);
      return entry;
    },
    async intend(key) {
      hold.assertHeld();
      read = null;
      await intend(db, { repository, key, subject, now: now() });
    },
    async written(key, thing) {
      if (!known.has(key)) created += 1;
      known.add(key);
      read = null;
      await recordWritten(db, { repository, key, subject, ...thing, now: now() });
    },
    async forget(key) {
      read = null;
      await forget(db, repository, key);
    },
  };
}

/** What this App has on GitHub for a hotfix, or may have, as facts to fold with the others. */
export async function writtenFacts(
  db: Handle,
  repository: number,
  branch: string,
): Promise<ArtefactWritten[]> {
  const entries = await entriesOfSubject(db, repository, hotfixSubject(repository, branch).key);
  return entries.map(({ key: artefact, number, url, createdAt, intendedAt }) => ({
    kind: 'written',
    key: `written:${artefact}`,
    at: (createdAt ?? intendedAt).toISOString(),
    clock: 'receipt',
    repository,
    branch,
    sha: null,
    artefact,
    number,
    url,
  }));
}
