import type { ArtefactKey } from '../../artefact/keys.ts';
import { keyOfMarker, keyOfReviewMarker } from '../../artefact/marker.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

interface Written {
  body?: string | null | undefined;
  user: { login: string; type?: string } | null;
  performed_via_github_app?: { id?: number } | null | undefined;
}

/**
 * The key of the artefact that the text is, where this App wrote it; `null` for what others wrote. `on`: what it is a
 * comment on.
 */
export async function keyOfOwn(
  github: RepositoryApi,
  text: Written,
  on: number | null = null,
): Promise<ArtefactKey | null> {
  const body = text.body ?? '';
  const key = keyOfMarker(body, on) ?? keyOfReviewMarker(body);
  return key !== null && (await isByThisApp(github, text)) ? key : null;
}

/**
 * Whether this App wrote the text, with the marker that `body` begins with. Anyone can type a marker: that alone is
 * nothing.
 */
export async function isOwnWriting(github: RepositoryApi, body: string, text: Written): Promise<boolean> {
  const [marker = ''] = body.split('\n', 1);
  return text.body?.startsWith(marker) === true && (await isByThisApp(github, text));
}

async function isByThisApp(github: RepositoryApi, text: Written): Promise<boolean> {
  const app = text.performed_via_github_app;
  if (app) return app.id === github.installation.appId;
  return text.user?.type === 'Bot' && text.user.login === (await github.installation.botLogin());
}
