import { keyOfMarker, keyOfReviewMarker } from '../../artefact/marker.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

interface Written {
  body?: string | null | undefined;
  user: { login: string; type?: string } | null;
  performed_via_github_app?: { id?: number } | null | undefined;
}

/** The key of the artefact that the text is, where this App wrote it; `null` for what others wrote. */
export async function keyOfOwn(github: RepositoryApi, text: Written): Promise<string | null> {
  const key = keyOfMarker(text.body ?? '') ?? keyOfReviewMarker(text.body ?? '');
  return key !== null && (await isByThisApp(github, text)) ? key : null;
}

/** Whether the text was written by this App and begins with the mark. Anyone can type a mark: that alone is nothing. */
export async function isOwnWriting(github: RepositoryApi, mark: string, text: Written): Promise<boolean> {
  return text.body?.startsWith(mark) === true && (await isByThisApp(github, text));
}

async function isByThisApp(github: RepositoryApi, text: Written): Promise<boolean> {
  const app = text.performed_via_github_app;
  if (app) return app.id === github.installation.appId;
  return text.user?.type === 'Bot' && text.user.login === (await github.installation.botLogin());
}
