import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { ArtefactKey } from '../../artefact/keys.ts';
import { keyOfMarker, markersIn } from '../../artefact/marker.ts';
import { clockTolerance } from '../../waiting/timings.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import { sealedMarker } from './seal.ts';

interface Written {
  body?: string | null | undefined;
  user: { login: string; type?: string } | null;
  performed_via_github_app?: { id?: number } | null | undefined;
}

/** A text that this App opened, by its marker. */
export interface OwnMarker {
  key: ArtefactKey;
  marker: string;
  /**
   * This App put the marker there. Else anybody may have who can write in the repository, and it says something only
   * where the ledger has the same.
   */
  sealed: boolean;
  proofs: string[];
}

/** The marker of a text whose author is this App; `null` for what others wrote. `on`: what it is a comment on. */
export async function markerOfOwn(
  github: RepositoryApi,
  text: Written,
  on: number | null = null,
): Promise<OwnMarker | null> {
  const body = text.body ?? '';
  const own = sealedMarker(github, body, { on });
  const marker = own?.marker ?? markersIn(body)[0];
  const key = marker === undefined ? null : keyOfMarker(marker, on);
  if (marker === undefined || key === null || !(await isByThisApp(github, text))) return null;
  return { key, marker, sealed: own !== null, proofs: own?.proofs ?? [] };
}

/**
 * Whether this App wrote the text, with the marker that `body` begins with. Anyone can type a marker: it needs its seal,
 * or to have come since its create was begun. A version without seals may have begun it.
 */
export async function isOwnWriting(
  github: RepositoryApi,
  body: string,
  { text, on, begunAt }: { text: Written & { created_at: string }; on: number | null; begunAt: Date | null },
): Promise<boolean> {
  const [marker = ''] = body.split('\n', 1);
  const isSealed = sealedMarker(github, text.body ?? '', { on })?.marker === marker;
  const isBegun = begunAt !== null && addMilliseconds(text.created_at, clockTolerance) >= begunAt;
  const isMarked = isSealed || (isBegun && markersIn(text.body ?? '').includes(marker));
  return isMarked && (await isByThisApp(github, text));
}

async function isByThisApp(github: RepositoryApi, text: Written): Promise<boolean> {
  const app = text.performed_via_github_app;
  if (app) return app.id === github.installation.appId;
  return text.user?.type === 'Bot' && text.user.login === (await github.installation.botLogin());
}
