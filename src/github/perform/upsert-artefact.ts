import { createHash } from 'node:crypto';
import { isHeld, pauseFor } from '../../waiting/pause.ts';
import { GitHubTrouble } from '../client/errors.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import type { Ledger, LedgerEntry } from './ledger.ts';
import type { Writer, WrittenThing } from './writer.ts';

export interface Wanted<Content> {
  key: string;
  content: Content;
  /** Brought up to date where it differs; `false`: written once and left alone. */
  keepCurrent: boolean;
  /** Never created, only brought up to date where it is there. */
  onlyUpdate: boolean;
}

/** So long after a create, GitHub's lists may not have yet what was made: milliseconds. */
const listedAfter = 30_000;

/**
 * Makes one artefact be as wanted, writing only the difference. A create whose outcome is not known is looked for
 * before it is tried again, so that nothing is written twice. Returns what was newly created or found, else `null`.
 */
export async function upsertArtefact<Content>(
  github: RepositoryApi,
  ledger: Ledger,
  writer: Writer<Content>,
  wanted: Wanted<Content>,
): Promise<WrittenThing | null> {
  const { key, content } = wanted;
  const hash = hashOf(writer.shown(content));
  const entry = await ledger.entry(key);

  if (entry?.state === 'there' && entry.number !== null) {
    const current = !wanted.keepCurrent || entry.hash === hash;
    if (current || (await update(github, ledger, writer, entry.number, wanted, hash))) return null;
  }
  if (wanted.onlyUpdate && !entry) return null;

  const before = entry ? await writer.find(github, content) : null;
  if (before) {
    // What stands there may be an earlier text: it is brought up to date by the ordinary way.
    await ledger.written(key, { ...before, hash: '' });
    if (wanted.keepCurrent) await update(github, ledger, writer, before.number, wanted, hash);
    return before;
  }
  if (wanted.onlyUpdate) {
    await ledger.forget(key);
    return null;
  }
  if (entry) assertListed(entry, ledger.now());
  return create(github, ledger, writer, wanted, hash);
}

/** Throws while what was begun may be there although no list has it. */
export function assertListed({ state, intendedAt }: LedgerEntry, now: Date): void {
  if (state !== 'intended') return;
  const pause = pauseFor(listedAfter, intendedAt);
  if (!isHeld(pause, now)) return;
  const { until } = pause;
  const because = 'it may have been written, and is looked for once more';
  throw new GitHubTrouble('create', { kind: 'held-back', until, because }, false);
}

async function create<Content>(
  github: RepositoryApi,
  ledger: Ledger,
  writer: Writer<Content>,
  { key, content }: Wanted<Content>,
  hash: string,
): Promise<WrittenThing> {
  await ledger.intend(key);
  try {
    const thing = await writer.create(github, content);
    await ledger.written(key, { ...thing, hash });
    return thing;
  } catch (error) {
    if (error instanceof GitHubTrouble && !error.effectUnknown) await ledger.forget(key);
    throw error;
  }
}

/** `false`: it is not there any more. */
async function update<Content>(
  github: RepositoryApi,
  ledger: Ledger,
  writer: Writer<Content>,
  number: number,
  { key, content }: Wanted<Content>,
  hash: string,
): Promise<boolean> {
  try {
    const thing = await writer.update(github, number, content);
    await ledger.written(key, { ...thing, hash });
    return true;
  } catch (error) {
    const gone = error instanceof GitHubTrouble && ['missing', 'gone'].includes(error.trouble.kind);
    if (!gone) throw error;
    // Somebody deleted it, or GitHub hides it for a while: what is still wanted is looked for before it is written anew.
    await ledger.intend(key);
    return false;
  }
}

export function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}
