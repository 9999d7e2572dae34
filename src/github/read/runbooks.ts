import { setImmediate } from 'node:timers/promises';
import type { Runbook, RunbooksRead } from '../../facts/fact.ts';
import type { Repository } from '../../facts/repository.ts';
import { isRunbook, longestRunbookPath, placeOfGlob } from '../../policy/runbook-paths.ts';
import { GitHubTrouble, kindOf } from '../client/errors.ts';
import { foundOrSurelyNot } from '../client/not-found.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

/** How many are listed, and for how many of them GitHub is asked who changed them last. */
const mostListed = 100;
const mostAsked = 20;

/** In more files than these, runbooks are not looked for: the reading is not complete. */
const mostMatched = 5_000;

interface Reading {
  /** The branch. */
  target: string;
  /** The policy's globs. */
  paths: string[];
}

interface Tree {
  truncated: boolean;
  tree: { path: string; mode: string; type: string; sha: string }[];
}

/**
 * The runbooks on the target, and the last commit of each. `null`: there is no such branch. Throws where GitHub does
 * not answer. A folder is looked into only where a glob names it: a whole repository can have more files than GitHub
 * lists.
 */
export async function readRunbooks(
  github: RepositoryApi,
  { target, paths }: Reading,
): Promise<Pick<RunbooksRead, 'runbooks' | 'complete'> | null> {
  if (paths.length === 0) return { runbooks: [], complete: true };
  const root = await rootOf(github, target);
  if (!root) return null;
  const read = trees(github, target, root);
  const found = new Set<string>();
  let complete = true;
  for (const glob of paths) {
    const { folder, recursive } = placeOfGlob(glob);
    const listed = await filesIn(read, folder, recursive);
    // A name too long to be shown is compared with nothing: it may be one.
    const short = listed.files.filter(({ length }) => length <= longestRunbookPath).slice(0, mostMatched);
    complete &&= listed.whole && short.length === listed.files.length;
    for (const path of short) if (isRunbook(path, [glob])) found.add(path);
    // Twenty globs over many files take a while: other work has its turn in between.
    await setImmediate();
  }
  const shown = [...found].filter(canBeShown).sort((a, b) => (a < b ? -1 : 1));
  const runbooks: Runbook[] = [];
  for (const [index, path] of shown.slice(0, mostListed).entries()) {
    const last = index < mostAsked ? await lastChange(github, target, path) : unknown;
    runbooks.push({ path, ...last, url: pageOf(github.repository, target, path) });
  }
  return { runbooks, complete: complete && found.size === shown.length && shown.length <= mostAsked };
}

/** `null`: there is no such branch, or nothing at all in the repository. */
async function rootOf(github: RepositoryApi, target: string): Promise<Tree | null> {
  try {
    return await foundOrSurelyNot(github, () =>
      github.request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { tree_sha: target }),
    );
  } catch (error) {
    // A repository without a commit is a conflict (409).
    if (kindOf(error) === 'refused') return null;
    throw error;
  }
}

type TreeReader = (sha: string | null, recursive: boolean) => Promise<Tree>;

/** Reads each tree once; `null` is the root. */
function trees(github: RepositoryApi, target: string, root: Tree): TreeReader {
  const known = new Map<string, Tree>([['null false', root]]);
  return async (sha, recursive) => {
    const key = `${sha} ${recursive}`;
    const before = known.get(key);
    if (before) return before;
    const asked = { tree_sha: sha ?? target, ...(recursive ? { recursive: '1' } : {}) };
    const data = await github
      .request('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', asked)
      .then(({ data }) => data)
      .catch((error: unknown) => {
        // GitHub has just listed it.
        if (kindOf(error) !== 'missing') throw error;
        throw new GitHubTrouble('read a folder', { kind: 'unavailable' }, false);
      });
    known.set(key, data);
    return data;
  };
}

/** Paths of the files in a folder. `whole`: GitHub left none out. */
async function filesIn(
  read: TreeReader,
  folder: string[],
  recursive: boolean,
): Promise<{ files: string[]; whole: boolean }> {
  let sha: string | null = null;
  for (const name of folder) {
    const { tree, truncated }: Tree = await read(sha, false);
    const entry: Tree['tree'][number] | undefined = tree.find(
      ({ path, type }) => path === name && type === 'tree',
    );
    if (!entry) return { files: [], whole: !truncated };
    sha = entry.sha;
  }
  const { tree, truncated } = await read(sha, recursive);
  const files = tree.filter(({ type, mode }) => type === 'blob' && mode !== symbolicLink);
  return { files: files.map(({ path }) => [...folder, path].join('/')), whole: !truncated };
}

const symbolicLink = '120000';

/** Nobody can sign a runbook that the review cannot name. */
function canBeShown(path: string): boolean {
  return (
    path.length <= longestRunbookPath &&
    path.isWellFormed() &&
    !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]|^\s|\s$/u.test(path)
  );
}

const unknown = { changedAt: null, by: null };

async function lastChange(
  github: RepositoryApi,
  target: string,
  path: string,
): Promise<Pick<Runbook, 'changedAt' | 'by'>> {
  const { data } = await github.request('GET /repos/{owner}/{repo}/commits', {
    sha: target,
    path,
    per_page: 1,
  });
  const [last] = data;
  if (!last) return unknown;
  const at = Date.parse(last.commit.committer?.date ?? '');
  const by = last.author && 'login' in last.author ? last.author.login : last.commit.author?.name;
  return { changedAt: Number.isNaN(at) ? null : new Date(at).toISOString(), by: by ?? null };
}

function pageOf({ url }: Repository, target: string, path: string): string {
  const parts = `${target}/${path}`.split('/').map(encodeURIComponent);
  return `${url}/blob/${parts.join('/')}`;
}
