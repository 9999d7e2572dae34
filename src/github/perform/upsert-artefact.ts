import type { Ledger, LedgerEntry, LedgerKey } from '../../artefact/ledger.ts';
import { isHeld, pauseFor } from '../../waiting/pause.ts';
import { GitHubTrouble } from '../client/errors.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import { hashOf } from './hash.ts';
import type { Writer } from './writer.ts';

export interface Wanted<Content> extends LedgerKey {
  content: Content;
  /** Never created, only brought up to date where it is there. */
  onlyUpdate?: boolean;
}

interface Upserting<Content> {
  github: RepositoryApi;
  ledger: Ledger;
  writer: Writer<Content>;
}

/** So long after a create, GitHub's lists may not have yet what was made: milliseconds. */
const listedAfter = 30_000;

/**
 * Makes one artefact be as wanted, writing only the difference. A create whose outcome is not known is looked for
 * before it is tried again, so that nothing is written twice.
 */
export async function upsertArtefact<Content>(
  upserting: Upserting<Content>,
  wanted: Wanted<Content>,
): Promise<void> {
  const { github, ledger, writer } = upserting;
  const { key, upkeep, content, onlyUpdate = false } = wanted;
  const hashes = writer.shown(content).map(hashOf);
  const entry = await ledger.entry(key);
  const isLeftAlone = upkeep === 'once';

  if (entry?.state === 'there' && entry.number !== null) {
    const isCurrent = isLeftAlone || hashes.includes(entry.hash ?? '');
    if (isCurrent || (await update(upserting, wanted, entry.number))) return;
  }
  if (onlyUpdate && !entry) return;

  const before = entry ? await writer.find(github, content, begunAt(entry)) : null;
  if (before) {
    // What stands there may be an earlier text: it is brought up to date by the ordinary way.
    await ledger.written({ key, upkeep }, { ...before, hash: '' });
    if (!isLeftAlone) await update(upserting, wanted, before.number);
    return;
  }
  if (onlyUpdate) return ledger.forget(key);
  if (entry) assertListed(entry, ledger.now());
  await create(upserting, wanted);
}

/** When the create was begun whose outcome is not known. */
export function begunAt({ state, intendedAt }: LedgerEntry): Date | null {
  return state === 'intended' ? intendedAt : null;
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
  { github, ledger, writer }: Upserting<Content>,
  { key, upkeep, content }: Wanted<Content>,
): Promise<void> {
  await ledger.intend({ key, upkeep });
  try {
    const thing = await writer.create(github, content);
    await ledger.written({ key, upkeep }, { ...thing, hash: hashOf(writer.shown(content)[0]) });
  } catch (error) {
    if (error instanceof GitHubTrouble && !error.effectUnknown) await ledger.forget(key);
    throw error;
  }
}

/** `false`: it no longer exists. */
async function update<Content>(
  { github, ledger, writer }: Upserting<Content>,
  { key, upkeep, content }: Wanted<Content>,
  number: number,
): Promise<boolean> {
  try {
    const thing = await writer.update(github, number, content);
    await ledger.written({ key, upkeep }, { ...thing, hash: hashOf(writer.shown(content)[0]) });
    return true;
  } catch (error) {
    const gone = error instanceof GitHubTrouble && ['missing', 'gone'].includes(error.trouble.kind);
    if (!gone) throw error;
    // Somebody deleted it, or GitHub hides it for a while: what is still wanted is looked for before it is written anew.
    await ledger.intend({ key, upkeep });
    return false;
  }
}
