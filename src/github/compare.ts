import type { Repository } from '../hotfix/hotfix.ts';
import { foundOfBoth } from './found.ts';
import type { Installation } from './github.ts';

/** `null`: GitHub knows one of the two no longer. */
export interface Comparison {
  /** Every commit of `head` is in `base`. */
  contained: boolean;
  /** Files that `head` changed since the two parted; GitHub tells at most 300. */
  files: string[];
}

export async function compare(
  github: Installation,
  repository: Repository,
  base: string,
  head: string,
): Promise<Comparison | null> {
  const { owner, name } = repository;
  const read = await foundOfBoth(github, repository, [base, head], () =>
    github.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      owner,
      repo: name,
      basehead: `${base}...${head}`,
      per_page: 1,
    }),
  );
  if (!read) return null;
  return {
    contained: read.status === 'identical' || read.status === 'behind',
    files: (read.files ?? []).flatMap((file) =>
      [file.filename, file.previous_filename].filter((one) => one !== undefined),
    ),
  };
}
