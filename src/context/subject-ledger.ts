import { kindOfArtefact } from '../artefact/keys.ts';
import type { Ledger, LedgerEntry, LedgerKey } from '../artefact/ledger.ts';
import type { ArtefactWritten } from '../facts/fact.ts';
import { make } from '../facts/make.ts';
import type { Lease } from '../queue/lease.ts';
import {
  entriesAtVersion,
  entriesOfSubject,
  findEntry,
  forget,
  intend,
  keepAs,
  recordWritten,
} from '../store/ledger/ledger.ts';
import { hotfixSubject, type Subject } from '../store/subject-key.ts';

import type { Handle } from '../store/tables.ts';
import type { Work } from './work.ts';

/** The ledger of one subject, which is leased while it is written. */
export function createLedger(
  { db, now }: Work,
  { key: subject, repository }: Pick<Subject, 'key'> & { repository: number },
  hold: Lease,
): Ledger {
  let created = 0;
  const known = new Set<string>();
  let read: { keys: readonly string[]; entries: Map<string, LedgerEntry> } | null = null;
  const row = (one: LedgerKey) => ({
    repository,
    subject,
    ...one,
    kind: kindOfArtefact(one.key),
    now: now(),
  });
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
    async intend(one) {
      hold.assertHeld();
      read = null;
      await intend(db, row(one));
    },
    async written(one, thing) {
      if (!known.has(one.key)) created += 1;
      known.add(one.key);
      read = null;
      await recordWritten(db, { ...row(one), ...thing });
    },
    async keepAs(one) {
      await keepAs(db, row(one));
    },
    async forget(key) {
      read = null;
      await forget(db, repository, key);
    },
  };
}

/** What this App has, or may have, on GitHub for a hotfix, as facts to fold with the others. */
export async function writtenFacts(
  db: Handle,
  repository: number,
  branch: string,
): Promise<ArtefactWritten[]> {
  const entries = await entriesOfSubject(db, repository, hotfixSubject(repository, branch).key);
  return entries.map(({ key: artefact, number, url, createdAt, intendedAt }) => {
    const at = (createdAt ?? intendedAt).toISOString();
    return make.written({ at, repository, branch, artefact, number, url });
  });
}
