import type { Repository } from '../../facts/repository.ts';
import { codeSpan } from '../markdown/code-span.ts';
import { link } from '../markdown/link.ts';

/** As GitHub shortens it. */
export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}

export function commitLink(sha: string, { url }: Repository): string {
  return link(codeSpan(shortSha(sha)), `${url}/commit/${encodeURIComponent(sha)}`);
}
