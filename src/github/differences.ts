import type { Repository } from '../hotfix/hotfix.ts';
import type { CommitDiff, CommitSeen, Difference, FileDiff } from '../hotfix/proof/evidence.ts';
import { foundOfBoth, foundOrSurelyNot } from './found.ts';
import type { Installation } from './github.ts';
import { kindOf } from './trouble.ts';

/** GitHub lists at most so many files of a comparison. */
const fileLimit = 300;
/** Commits a page, and the most pages that are read: what is older than that is not searched. */
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
  /** GitHub listed as many files as it lists at most, or none at all: there may be more. */
  cut: boolean;
  /** Every commit of `head` is in the other. */
  contained: boolean;
}

interface Comparing {
  from: string;
  to: string;
  interest?: string[];
  /** Pages of commits; the files are on the first. */
  pages?: number;
}

/**
 * What changed from where the two parted to `head`; `null`: GitHub no longer knows one of them. Where there are more
 * files than GitHub lists, those of `interest` are asked for one by one.
 */
export async function readDifference(
  github: Installation,
  repository: Repository,
  { from, to, interest = [], pages = mostPages }: Comparing,
): Promise<Compared | null> {
  const { owner, name: repo } = repository;
  const commits: CommitSeen[] = [];
  let first = null;
  let more = true;
  for (let page = 1; more && page <= pages; page++) {
    const read = await foundOfBoth(github, repository, [from, to], () =>
      github.request('GET /repos/{owner}/{repo}/compare/{basehead}', {
        owner,
        repo,
        basehead: `${from}...${to}`,
        per_page: pageSize,
        page,
      }),
    );
    if (!read) return null;
    first ??= read;
    commits.push(...read.commits.map(commitSeen));
    more = read.commits.length >= pageSize && commits.length < read.total_commits;
  }
  if (!first) return null;
  const base = first.merge_base_commit.sha;
  const files = (first.files ?? []).map(fileDiff);
  const listed = files.flatMap(({ path, previous }) => [path, previous]);
  const unlisted = files.length < fileLimit ? [] : interest.filter((path) => !listed.includes(path));
  for (const path of unlisted) {
    const file = await changed(github, repository, { path, from: base, to });
    if (file) files.push(file);
  }
  const contained = first.status === 'identical' || first.status === 'behind';
  const cut = first.files === undefined || first.files.length >= fileLimit;
  // What lies beyond the last page that is ever read will not be asked for again.
  return { base, head: to, contained, cut, files, commits, more: more && pages < mostPages };
}

/** One commit, with what it changed against its first parent; `null`: GitHub does not know it. */
export async function readCommit(
  github: Installation,
  { owner, name: repo }: Repository,
  ref: string,
): Promise<CommitDiff | null> {
  try {
    const { data } = await github.request('GET /repos/{owner}/{repo}/commits/{ref}', { owner, repo, ref });
    return { ...commitSeen(data), files: (data.files ?? []).map(fileDiff) };
  } catch (error) {
    // Of an id that it does not know, GitHub says that it is not valid; it finds nothing where it hides the repository.
    if (kindOf(error) === 'refused') return null;
    throw error;
  }
}

/** Ids of the newest commits of a branch that changed a file. */
export async function commitsOfFile(
  github: Installation,
  { owner, name: repo }: Repository,
  { path, branch }: { path: string; branch: string },
): Promise<string[]> {
  const { data } = await github.request('GET /repos/{owner}/{repo}/commits', {
    owner,
    repo,
    sha: branch,
    path,
    per_page: pageSize,
  });
  return data.map(({ sha }) => sha);
}

async function changed(
  github: Installation,
  repository: Repository,
  { path, from, to }: { path: string; from: string; to: string },
): Promise<FileDiff | null> {
  const [before, after] = [
    await blobOf(github, repository, path, from),
    await blobOf(github, repository, path, to),
  ];
  if (before === after) return null;
  const status = before === null ? 'added' : after === null ? 'removed' : 'modified';
  return { path, previous: null, status, blob: after, patch: null, binary: false };
}

/** Both commits are known to be there, so that a file which is not found is none. */
async function blobOf(
  github: Installation,
  repository: Repository,
  path: string,
  ref: string,
): Promise<string | null> {
  const { owner, name: repo } = repository;
  const read = await foundOrSurelyNot(github, repository, () =>
    github.request('GET /repos/{owner}/{repo}/contents/{path}', { owner, repo, path, ref }),
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

function fileDiff({ filename, previous_filename, status, sha, patch, changes }: CommitFile): FileDiff {
  return {
    path: filename,
    previous: previous_filename ?? null,
    status,
    blob: status === 'removed' ? null : sha,
    // Of a file that only got another name there is none to give.
    patch: patch ?? (status === 'renamed' && changes === 0 ? '' : null),
    // Of a text that is too long to be shown, GitHub counts the lines all the same.
    binary: patch === undefined && changes === 0 && status !== 'renamed',
  };
}
