/**
 * A repository in memory that answers what a search of the target asks of GitHub, as GitHub answers it: fast enough
 * for thousands of histories. That the search speaks to GitHub as GitHub wants it is judged with the stand-in.
 */
import { createHash } from 'node:crypto';
import { structuredPatch } from 'diff';
import type { Installation } from '../../src/github/client/github.ts';
import { type RepositoryApi, repositoryApi } from '../../src/github/client/repository-api.ts';
import { repository } from './repository.ts';

/** Text by path. */
export type Tree = Record<string, string>;

interface Commit {
  sha: string;
  parents: string[];
  message: string;
  tree: Tree;
}

interface File {
  filename: string;
  previous_filename?: string;
  status: string;
  sha: string;
  changes: number;
  patch?: string;
}

type Parameters = Record<string, string | number>;

export class ModelRepository {
  readonly #commits = new Map<string, Commit>();
  readonly #branches = new Map<string, string>();
  /** How often it was asked. */
  calls = 0;
  /** Throws where a call, by its number from 1, is to fail. */
  fault: (call: number) => void = () => undefined;

  commit(
    branch: string,
    tree: Tree,
    { message = 'Work', merging = [] as string[], from = branch } = {},
  ): string {
    const head = this.#branches.get(from);
    return this.#add(branch, { parents: [...(head ? [head] : []), ...merging], tree, message });
  }

  #add(branch: string, commit: Omit<Commit, 'sha'>): string {
    const sha = hash(`commit ${this.#commits.size}`);
    this.#commits.set(sha, { ...commit, sha });
    this.#branches.set(branch, sha);
    return sha;
  }

  point(branch: string, sha: string): void {
    this.#branches.set(branch, sha);
  }

  head(branch: string): string {
    return this.#branches.get(branch) ?? '';
  }

  tree(ref: string): Tree {
    return this.#of(ref).tree;
  }

  /** The way of an installation to it. */
  way(): RepositoryApi {
    const request = async (route: string, parameters: Parameters): Promise<{ data: unknown }> => {
      this.calls += 1;
      this.fault(this.calls);
      return { data: this.#answer(route, parameters) };
    };
    const installation = { request, paginate: request, appId: 1, botLogin: async () => 'bot' };
    return repositoryApi(installation as unknown as Installation, repository);
  }

  #answer(route: string, given: Parameters): unknown {
    const { basehead = '', ref = '', sha = '', path = '' } = given as Record<string, string>;
    switch (route) {
      case 'GET /repos/{owner}/{repo}':
        return {};
      case 'GET /repos/{owner}/{repo}/compare/{basehead}':
        return this.#compare(basehead.split('...'), given);
      case 'GET /repos/{owner}/{repo}/commits/{ref}': {
        const commit = this.#of(ref);
        const files = this.#files(this.#commits.get(commit.parents[0] ?? '')?.tree ?? {}, commit.tree);
        return { ...listed(commit), files };
      }
      case 'GET /repos/{owner}/{repo}/commits':
        return this.#log(sha, path).slice(0, Number(given.per_page)).map(listed);
      case 'GET /repos/{owner}/{repo}/contents/{path}':
        return { sha: hash(this.#of(ref).tree[path] ?? '') };
      default:
        throw new Error(`the model knows no ${route}`);
    }
  }

  #compare([from = '', to = '']: string[], { page = 1, per_page = 30 }: Parameters): unknown {
    const [a, b] = [this.#of(from), this.#of(to)];
    const [ofBase, ofHead] = [this.#reachable(a.sha), this.#reachable(b.sha)];
    const inOrder = [...this.#commits.values()];
    const ahead = inOrder.filter(({ sha }) => ofHead.has(sha) && !ofBase.has(sha));
    const behind = inOrder.some(({ sha }) => ofBase.has(sha) && !ofHead.has(sha));
    const base = inOrder.findLast(({ sha }) => ofBase.has(sha) && ofHead.has(sha));
    if (!base) throw new Error('they have nothing in common');
    const status = ahead.length === 0 ? (behind ? 'behind' : 'identical') : behind ? 'diverged' : 'ahead';
    const first = (Number(page) - 1) * Number(per_page);
    return {
      status,
      merge_base_commit: listed(base),
      total_commits: ahead.length,
      commits: ahead.slice(first, first + Number(per_page)).map(listed),
      files: page === 1 ? this.#files(base.tree, b.tree).slice(0, 300) : [],
    };
  }

  /** As `git log -- path` does: where a merge has the file as one side had it, the other side is passed over. */
  #log(branch: string, path: string): Commit[] {
    const found = new Set<Commit>();
    const seen = new Set<string>();
    const waiting = [this.#of(branch).sha];
    for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
      const commit = this.#commits.get(sha);
      if (!commit || seen.has(sha)) continue;
      seen.add(sha);
      const textAt = (name: string): string | undefined => this.#commits.get(name)?.tree[path];
      const same = commit.parents.find((parent) => textAt(parent) === commit.tree[path]);
      if (same === undefined && (commit.parents.length > 0 || path in commit.tree)) found.add(commit);
      waiting.push(...(same === undefined ? commit.parents : [same]));
    }
    return [...this.#commits.values()].filter((commit) => found.has(commit)).reverse();
  }

  #files(before: Tree, after: Tree): File[] {
    const gone = Object.keys(before).filter((path) => !(path in after));
    const files: File[] = [];
    const renamed = new Set<string>();
    for (const [filename, text] of Object.entries(after)) {
      const old = before[filename];
      if (old === text) continue;
      const previous = old === undefined ? gone.find((path) => alike(before[path] ?? '', text)) : undefined;
      const patch = patchOf(old ?? before[previous ?? ''] ?? '', text);
      const changes = patch.split('\n').filter((line) => /^[+-]/.test(line)).length;
      const status = previous === undefined ? (old === undefined ? 'added' : 'modified') : 'renamed';
      if (previous !== undefined) renamed.add(previous);
      files.push({
        filename,
        status,
        sha: hash(text),
        changes,
        ...(previous === undefined ? {} : { previous_filename: previous }),
        ...(patch === '' ? {} : { patch }),
      });
    }
    for (const filename of gone.filter((path) => !renamed.has(path))) {
      const old = before[filename] ?? '';
      files.push({ filename, status: 'removed', sha: hash(old), changes: 1, patch: patchOf(old, '') });
    }
    return files;
  }

  #of(ref: string): Commit {
    const commit = this.#commits.get(this.#branches.get(ref) ?? ref);
    if (!commit) throw new Error(`there is no ${ref}`);
    return commit;
  }

  #reachable(from: string): Set<string> {
    const seen = new Set<string>();
    const waiting = [from];
    for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
      if (seen.has(sha)) continue;
      seen.add(sha);
      waiting.push(...(this.#commits.get(sha)?.parents ?? []));
    }
    return seen;
  }
}

function listed({ sha, parents, message }: Commit): object {
  const commit = { message, committer: { date: '2026-11-23T14:00:00Z' } };
  return { sha, parents: parents.map((parent) => ({ sha: parent })), commit };
}

function hash(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function alike(a: string, b: string): boolean {
  const [one, other] = [new Set(a.split('\n')), b.split('\n')];
  return other.filter((line) => one.has(line)).length * 2 > Math.max(one.size, other.length);
}

function patchOf(before: string, after: string): string {
  if (before === after) return '';
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 3 });
  const start = (at: number, count: number): number => (count === 0 ? at - 1 : at);
  return hunks
    .map(({ oldStart, oldLines, newStart, newLines, lines }) => {
      const [old, now] = [start(oldStart, oldLines), start(newStart, newLines)];
      return [`@@ -${old},${oldLines} +${now},${newLines} @@`, ...lines].join('\n');
    })
    .join('\n');
}
