import type { Repository } from '../hotfix/hotfix.ts';
import { codeSpan } from './code-span.ts';
import { link } from './link.ts';

/** As GitHub shortens it. */
export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}

export function commitLink(sha: string, { url }: Repository): string {
  return link(codeSpan(shortSha(sha)), `${url}/commit/${encodeURIComponent(sha)}`);
}
