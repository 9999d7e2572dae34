import type { PullRequest } from '../../hotfix/hotfix.ts';
import { link } from '../markdown/link.ts';

export function pullLink({ number, url }: Pick<PullRequest, 'number' | 'url'>): string {
  return link(`#${number}`, url);
}
