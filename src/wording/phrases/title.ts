import type { Situation } from '../../hotfix/situation.ts';
import { titleText } from '../markdown/plain-text.ts';

const titleLimit = 200;

/** The hotfix in a title: its incident and its subject, or the branch where its name has neither. */
export function hotfixTitle(before: string, beforeBranch: string, { name, hotfix }: Situation): string {
  const words = name.kind === 'hotfix' ? name.slug.replace(/[-_]+/g, ' ').trim() : '';
  const named = name.kind === 'hotfix' && name.incident !== '';
  const what = named
    ? [name.incident, words].filter((part) => part !== '').join(': ')
    : `${beforeBranch} ${hotfix.branch}`;
  return titleText(`${before} ${what}`, titleLimit);
}
