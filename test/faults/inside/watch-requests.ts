import type { Pass } from './points.ts';

/** Makes a point of every request: before it is sent, and when its answer has come. */
export function watchRequests(pass: Pass): void {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const name = `${init?.method ?? 'GET'} ${inGeneral(url.pathname)}`;
    pass(`before ${name}`);
    const response = await fetch(input, init);
    pass(`after ${name}`);
    return response;
  };
}

/** Ids and commits are others in each run. */
function inGeneral(path: string): string {
  return path
    .replace(/^\/api\/v3/, '')
    .replace(/[0-9a-f]{40}/g, '{sha}')
    .replace(/\/\d+/g, '/{number}');
}
