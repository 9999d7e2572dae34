import { absent, type FileSeen, policyPath, twinPath } from '../../policy/policy-file.ts';
import { GitHubTrouble } from '../client/errors.ts';
import { assertVisible, found } from '../client/not-found.ts';
import { isNotModified } from '../client/read-if-changed.ts';
import type { RepositoryApi, RepositoryName } from '../client/repository-api.ts';
import { textOfFile } from './text-of-file.ts';

export interface FileRead {
  seen: FileSeen;
  etag: string | null;
}

interface Reading {
  /** A commit; without it, the default branch. */
  ref?: string;
  /** As it was read before: where GitHub says that it has not changed, the answer is `null`. */
  etag?: string | null;
  /** Also looks whether the other spelling of its name is there, which would not be read. */
  twin?: boolean;
}

/** The policy file. Throws where GitHub does not answer: that is not "there is none". */
export async function readPolicyFile(
  github: RepositoryApi<RepositoryName>,
  { ref, etag = null, twin = false }: Reading = {},
): Promise<FileRead | null> {
  const read = await contents(github, { path: policyPath, ref, etag });
  if (read === 'unchanged') return null;
  if (read) {
    const other = twin ? await contents(github, { path: twinPath, ref, etag: null }) : null;
    return { seen: seenAs(policyPath, read.data, other !== null), etag: read.etag };
  }
  const other = await contents(github, { path: twinPath, ref, etag: null });
  if (other === null || other === 'unchanged') return { seen: absent, etag: null };
  return { seen: seenAs(twinPath, other.data, false), etag: null };
}

function seenAs(path: string, data: unknown, twin: boolean): FileSeen {
  return { kind: 'there', path, text: textOfFile(data), twin, strangers: [] };
}

/**
 * Whether there is truly no file. GitHub says "not found" too of what an App may not see for the moment: the repository
 * itself has to be there (or, with `orRepository`, need not be), and the file missing once more.
 */
export async function isSurelyAbsent(
  github: RepositoryApi<RepositoryName>,
  { ref, orRepository = false }: { ref?: string; orRepository?: boolean } = {},
): Promise<boolean> {
  const repository = await found<unknown>(github.request('GET /repos/{owner}/{repo}'));
  if (repository === null && !orRepository) await assertVisible(github);
  return (await readPolicyFile(github, ref === undefined ? {} : { ref }))?.seen.kind === 'absent';
}

/** How many earlier versions of a file are looked at. */
const mostVersions = 10;

/** The texts that the file had on the default branch before it became what it is, newest first, one by one. */
export async function* earlierTexts(
  github: RepositoryApi<RepositoryName>,
  path: string,
): AsyncGenerator<string> {
  const asked = { path, per_page: mostVersions + 1 };
  const { data } = await github.request('GET /repos/{owner}/{repo}/commits', asked);
  for (const { sha } of data.slice(1)) {
    const read = await contents(github, { path, ref: sha, etag: null });
    const text = read && read !== 'unchanged' ? textOfFile(read.data) : null;
    if (text !== null) yield text;
  }
}

async function contents(
  github: RepositoryApi<RepositoryName>,
  { path, ref, etag }: { path: string; ref: string | undefined; etag: string | null },
): Promise<{ data: unknown; etag: string | null } | 'unchanged' | null> {
  try {
    const { data, headers } = await github.request('GET /repos/{owner}/{repo}/contents/{path}', {
      path,
      ...(ref === undefined ? {} : { ref }),
      headers: etag === null ? {} : { 'if-none-match': etag },
    });
    return { data, etag: headers?.etag ?? null };
  } catch (error) {
    if (error instanceof GitHubTrouble && error.trouble.kind === 'missing') return null;
    if (isNotModified(error)) return 'unchanged';
    throw error;
  }
}
