import type { CommitDiff, CommitSeen, Difference, FileDiff } from '../../proof/evidence.ts';
import { kindOf } from '../client/errors.ts';
import { foundOfBoth, foundOrSurelyNot } from '../client/not-found.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

/** GitHub lists at most this many files of a comparison. */
const fileLimit = 300;
/** Commits a page, and the most pages that are read: older commits are not searched. */
const pageSize = 100;
const mostPages = 30;

export interface CommitFile {
  filename: string;
  previous_filename?: string | undefined;
  status: string;
  sha: string | null;
  patch?: string | undefined;
  changes: number;
}

interface ListedCommit {
  sha: string;
  parents: { sha: string }[];
  commit: { message: string; committer: { date?: string | undefined } | null };
}

export interface Compared extends Difference {
  /** The commit that was asked for: {@link base} is where it and `head` parted. */
  from: string;
  /** GitHub listed as many files as it lists at most, or none at all: there may be more. */
  cut: boolean;
  /** Every commit of `head` is in the other. */
  contained: boolean;
  /** How many commits of the other `head` lacks. */
  behind: number;
}

interface Comparing {
  from: string;
  to: string;
  /** Files that are asked for one by one where there are more of them than GitHub lists. */
  interest?: string[];
}

/**
 * The changes from where the two parted to `to`, with the first of the commits; `null`: GitHub no longer knows one of
 * them, or they have nothing in common.
 */
export async function readDifference(
  github: RepositoryApi,
  { from, to, interest = [] }: Comparing,
): Promise<Compared | null> {
  const read = await readPage(github, { from, to, page: 1 });
  if (!read) return null;
  const base = read.merge_base_commit.sha;
  const files = (read.files ?? []).map(fileDiff);
  const listed = files.flatMap(({ path, previous }) => [path, previous]);
  const unlisted = files.length < fileLimit ? [] : interest.filter((path) => !listed.includes(path));
  for (const path of unlisted) {
    const file = await changed(github, { path, from: base, to });
    if (file) files.push(file);
  }
  const contained = read.status === 'identical' || read.status === 'behind';
  const cut = read.files === undefined || read.files.length >= fileLimit;
  const commits = read.commits.map(commitSeen);
  const more = commits.length < read.total_commits;
  return { from, base, head: to, contained, behind: read.behind_by, cut, files, commits, more };
}

/** The same with all of its commits; what lies beyond the last page that is read is left out. */
export async function withAllCommits(github: RepositoryApi, compared: Compared): Promise<Compared> {
  const commits = [...compared.commits];
  let { more } = compared;
  for (let page = 2; more && page <= mostPages; page++) {
    const read = await readPage(github, { from: compared.from, to: compared.head, page });
    if (!read || read.commits.length === 0) break;
    commits.push(...read.commits.map(commitSeen));
    more = commits.length < read.total_commits;
  }
  return { ...compared, commits, more: false };
}

function readPage(github: RepositoryApi, { from, to, page }: { from: string; to: string; page: number }) {
  return foundOfBoth(github, [from, to], () =>
    github.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
      basehead: `${from}...${to}`,
      per_page: pageSize,
      page,
    }),
  );
}

/** One commit, with what it changed against its first parent; `null`: GitHub does not know it. */
export async function readCommit(github: RepositoryApi, ref: string): Promise<CommitDiff | null> {
  try {
    const { data } = await github.request('GET /repos/{owner}/{repo}/commits/{ref}', { ref });
    return { ...commitSeen(data), files: (data.files ?? []).map(fileDiff) };
  } catch (error) {
    // GitHub calls an id that it does not know invalid; "not found" means that it hides the repository.
    if (kindOf(error) === 'refused') return null;
    throw error;
  }
}

/** Ids of the newest commits of a branch that changed a file. */
export async function commitsOfFile(
  github: RepositoryApi,
  { path, branch }: { path: string; branch: string },
): Promise<string[]> {
  const { data } = await github.request('GET /repos/{owner}/{repo}/commits', {
    sha: branch,
    path,
    per_page: pageSize,
  });
  return data.map(({ sha }) => sha);
}

async function changed(
  github: RepositoryApi,
  { path, from, to }: { path: string; from: string; to: string },
): Promise<FileDiff | null> {
  const [before, after] = [await blobOf(github, path, from), await blobOf(github, path, to)];
  if (before === after) return null;
  const status = before === null ? 'added' : after === null ? 'removed' : 'modified';
  return { path, previous: null, status, blob: after, patch: null, binary: false };
}

/** Both commits are known to be there, so that a file which is not found is none. */
async function blobOf(github: RepositoryApi, path: string, ref: string): Promise<string | null> {
  const read = await foundOrSurelyNot(github, () =>
    github.request('GET /repos/{owner}/{repo}/contents/{path}', { path, ref }),
  );
  return read && !Array.isArray(read) ? read.sha : null;
}

function commitSeen({ sha, parents, commit }: ListedCommit): CommitSeen {
  const at = commit.committer?.date ?? null;
  return {
    sha,
    parents: parents.map((parent) => parent.sha),
    message: commit.message,
    at: new Date(at ?? 0).toISOString(),
  };
}

function fileDiff(file: CommitFile): FileDiff {
  const { filename, previous_filename, status, sha, patch, changes } = file;
  // GitHub compares a copy with the file that it was copied from, which is another file than anywhere else.
  if (status === 'copied')
    return { path: filename, previous: null, status: 'added', blob: sha, patch: null, binary: false };
  return {
    path: filename,
    previous: previous_filename ?? null,
    status,
    blob: status === 'removed' ? null : sha,
    // A file that was only renamed has no patch.
    patch: patch || (status === 'renamed' && changes === 0 ? '' : null),
    // GitHub counts the lines of a text even if it is too long to be shown.
    binary: !patch && changes === 0 && status !== 'renamed',
  };
}
