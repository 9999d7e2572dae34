import type { Repository } from '../../facts/repository.ts';
import type { Hotfix } from '../../hotfix/hotfix.ts';
import { link } from '../markdown/link.ts';
import { plainText } from '../markdown/plain-text.ts';

/** An issue or pull request, with its repository's name where that is another one. */
export function threadLink(
  { where, number, url }: Pick<NonNullable<Hotfix['review']>, 'where' | 'number' | 'url'>,
  here: Repository,
): string {
  const isHere = where.toLowerCase() === `${here.owner}/${here.name}`.toLowerCase();
  return link(isHere ? `#${number}` : `${plainText(where)}#${number}`, url);
}
