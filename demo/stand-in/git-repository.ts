import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { structuredPatch } from 'diff';
import git from 'isomorphic-git';
import { diff3Merge } from 'node-diff3';
import { filesAtOnce as fs } from './files-at-once.ts';

export interface Signature {
  name: string;
  email: string;
  at: Date;
}

export interface Commit {
  sha: string;
  tree: string;
  parents: string[];
  message: string;
  author: Signature;
  committer: { name: string; email: string };
}

export interface Merging {
  base: string;
  head: string;
  message: string;
  author: Signature;
  /** The author, unless given. */
  committer?: { name: string; email: string };
}

export interface FileChange {
  filename: string;
  /** Old name of a renamed file. */
  previous?: string;
  status: 'added' | 'modified' | 'removed' | 'renamed';
  sha: string;
  /** As GitHub gives it: hunks without a header; none for a binary file. */
  patch?: string;
}

export interface Comparison {
  mergeBase: string;
  /** Commits of head that base lacks, oldest first. */
  ahead: Commit[];
  behind: number;
  files: FileChange[];
}

export interface ChangedFiles {
  added: string[];
  removed: string[];
  modified: string[];
}

export interface TreeEntry {
  /** As git writes it, such as `100644`. */
  mode: string;
  path: string;
  sha: string;
  type: 'blob' | 'tree' | 'commit';
}

export interface ListedTree {
  sha: string;
  entries: TreeEntry[];
}

/** Content by path; `null` removes the file. */
export type Changes = Record<string, string | Buffer | null>;

type Tree = Map<string, string>;

/**
 * A real git repository in a temporary folder, without a work tree: branches are real commits, and a folder made by
 * git itself can be served as well.
 */
export class GitRepository {
  readonly #gitdir: string;
  readonly #own: boolean;
  /** By id, so never outdated. */
  readonly #commits = new Map<string, Commit>();
  readonly #trees = new Map<string, Tree>();

  private constructor(gitdir: string, own: boolean) {
    this.#gitdir = gitdir;
    this.#own = own;
  }

  static async create(defaultBranch: string): Promise<GitRepository> {
    const gitdir = mkdtempSync(join(tmpdir(), 'stand-in-git-'));
    await git.init({ fs, gitdir, bare: true, defaultBranch });
    return new GitRepository(gitdir, true);
  }

  /** Serves a git folder made elsewhere, and leaves it in place at the end. */
  static open(gitdir: string): GitRepository {
    return new GitRepository(gitdir, false);
  }

  close(): void {
    if (this.#own) rmSync(this.#gitdir, { recursive: true, force: true });
  }

  async head(branch: string): Promise<string | null> {
    return git.resolveRef({ fs, gitdir: this.#gitdir, ref: `refs/heads/${branch}` }).catch(() => null);
  }

  branches(): Promise<string[]> {
    return git.listBranches({ fs, gitdir: this.#gitdir });
  }

  async setHead(branch: string, sha: string): Promise<void> {
    await git.writeRef({ fs, gitdir: this.#gitdir, ref: `refs/heads/${branch}`, value: sha, force: true });
  }

  async deleteBranch(branch: string): Promise<void> {
    await git.deleteRef({ fs, gitdir: this.#gitdir, ref: `refs/heads/${branch}` });
  }

  /** The commit of a branch name or of a full or short id; `null` if there is none. */
  async resolve(ref: string): Promise<string | null> {
    const name = ref.replace(/^refs\/heads\//, '');
    const head = await this.head(name);
    if (head !== null) return head;
    if (!/^[0-9a-f]{7,40}$/.test(ref)) return null;
    const sha = await git.expandOid({ fs, gitdir: this.#gitdir, oid: ref }).catch(() => null);
    return sha !== null && (await this.commit(sha).catch(() => null)) ? sha : null;
  }

  async commit(sha: string): Promise<Commit> {
    const known = this.#commits.get(sha);
    if (known) return known;
    const { oid, commit } = await git.readCommit({ fs, gitdir: this.#gitdir, oid: sha });
    const { name, email, timestamp } = commit.author;
    const author = { name, email, at: new Date(timestamp * 1000) };
    const read: Commit = {
      sha: oid,
      tree: commit.tree,
      parents: commit.parent,
      message: commit.message.replace(/\n$/, ''),
      author,
      committer: { name: commit.committer.name, email: commit.committer.email },
    };
    this.#commits.set(sha, read);
    return read;
  }

  /** A commit with these changes on top of the first parent. */
  async commitChanges(
    parents: string[],
    changes: Changes,
    message: string,
    author: Signature,
  ): Promise<string> {
    const [first] = parents;
    const tree: Tree = first === undefined ? new Map() : await this.#tree(first);
    for (const [path, content] of Object.entries(changes)) {
      if (content === null) tree.delete(path);
      else tree.set(path, await git.writeBlob({ fs, gitdir: this.#gitdir, blob: Buffer.from(content) }));
    }
    return this.#write(tree, parents, message, author);
  }

  async file(sha: string, path: string): Promise<{ sha: string; content: Buffer } | null> {
    const oid = (await this.#tree(sha)).get(path);
    if (oid === undefined) return null;
    const { blob } = await git.readBlob({ fs, gitdir: this.#gitdir, oid });
    return { sha: oid, content: Buffer.from(blob) };
  }

  /** The entries of a tree, or of a commit's tree; `recursive`: with everything below. `null` if there is none. */
  async tree(oid: string, { recursive }: { recursive: boolean }): Promise<ListedTree | null> {
    const read = await git.readTree({ fs, gitdir: this.#gitdir, oid }).catch(() => null);
    if (!read) return null;
    const entries: TreeEntry[] = [];
    for (const { mode, path, oid: sha, type } of read.tree) {
      entries.push({ mode, path, sha, type });
      const below = recursive && type === 'tree' ? await this.tree(sha, { recursive }) : null;
      for (const entry of below?.entries ?? []) entries.push({ ...entry, path: `${path}/${entry.path}` });
    }
    return { sha: read.oid, entries };
  }

  /** Commits that `from` reaches and that changed the file against their first parent, newest first. */
  async commitsOfFile(from: string, path: string): Promise<Commit[]> {
    const all = await this.#oldestFirst([...(await this.#reachable([from]))]);
    const found: Commit[] = [];
    for (const commit of all.reverse()) {
      const [parent] = commit.parents;
      const before = parent === undefined ? undefined : (await this.#tree(parent)).get(path);
      if (commit.parents.length < 2 && (await this.#tree(commit.sha)).get(path) !== before)
        found.push(commit);
    }
    return found;
  }

  async isAncestor(ancestor: string, of: string): Promise<boolean> {
    return (await this.#reachable([of])).has(ancestor);
  }

  async mergeBase(a: string, b: string): Promise<string | null> {
    const bases: string[] = await git.findMergeBase({ fs, gitdir: this.#gitdir, oids: [a, b] });
    return bases[0] ?? null;
  }

  /** `null` where the two have no history in common. */
  async compare(base: string, head: string): Promise<Comparison | null> {
    const mergeBase = await this.mergeBase(base, head);
    if (mergeBase === null) return null;
    const ofBase = await this.#reachable([base]);
    const ofHead = await this.#reachable([head]);
    const ahead = await this.#oldestFirst([...ofHead].filter((sha) => !ofBase.has(sha)));
    const behind = [...ofBase].filter((sha) => !ofHead.has(sha)).length;
    return { mergeBase, ahead, behind, files: await this.changes(mergeBase, head) };
  }

  /** Files that differ between two commits. */
  async changes(from: string | null, to: string): Promise<FileChange[]> {
    const [before, after]: [Tree, Tree] = [
      from === null ? new Map() : await this.#tree(from),
      await this.#tree(to),
    ];
    const renames = await this.#renames(before, after);
    const paths = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => (a < b ? -1 : 1));
    const files: FileChange[] = [];
    for (const filename of paths) {
      const [old, now] = [before.get(filename), after.get(filename)];
      if (old === now || [...renames.values()].includes(filename)) continue;
      const previous = renames.get(filename);
      const status =
        previous !== undefined
          ? 'renamed'
          : old === undefined
            ? 'added'
            : now === undefined
              ? 'removed'
              : 'modified';
      const patch = await this.#patch(previous === undefined ? old : before.get(previous), now);
      files.push({
        filename,
        ...(previous === undefined ? {} : { previous }),
        status,
        sha: now ?? old ?? '',
        ...(patch === null ? {} : { patch }),
      });
    }
    return files;
  }

  /** Files that one commit changed, as a push lists them; none for a merge. */
  async filesOf({ sha, parents }: Commit): Promise<ChangedFiles> {
    const files = parents.length > 1 ? [] : await this.changes(parents[0] ?? null, sha);
    const named = (status: FileChange['status']): string[] =>
      files.filter((file) => file.status === status).map(({ filename }) => filename);
    return {
      added: [...named('added'), ...named('renamed')],
      removed: [...named('removed'), ...files.flatMap(({ previous }) => previous ?? [])],
      modified: named('modified'),
    };
  }

  /** New names by old name: files with the same content, or with most of its lines. */
  async #renames(before: Tree, after: Tree): Promise<Map<string, string>> {
    const gone = [...before].filter(([path]) => !after.has(path));
    const renames = new Map<string, string>();
    for (const [path, oid] of after) {
      if (before.has(path)) continue;
      for (const [old, was] of gone) {
        if ([...renames.values()].includes(old) || !(await this.#alike(was, oid))) continue;
        renames.set(path, old);
        break;
      }
    }
    return renames;
  }

  async #alike(a: string, b: string): Promise<boolean> {
    if (a === b) return true;
    const [one, other] = [await this.#text(a), await this.#text(b)];
    if (one === null || other === null) return false;
    const lines = new Set(one.split('\n'));
    const shared = other.split('\n').filter((line) => lines.has(line)).length;
    return shared * 2 > Math.max(lines.size, other.split('\n').length);
  }

  async #patch(old: string | undefined, now: string | undefined): Promise<string | null> {
    const [before, after] = [
      old === undefined ? '' : await this.#text(old),
      now === undefined ? '' : await this.#text(now),
    ];
    if (before === null || after === null || before === after) return null;
    const { hunks } = structuredPatch('', '', before, after, '', '', { context: 3 });
    return hunks
      .map((hunk) => {
        const range = (start: number, count: number): string =>
          // Git names the line before a hunk that has no lines of its own on that side.
          count === 1 ? `${start}` : `${count === 0 ? start - 1 : start},${count}`;
        const header = `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`;
        return [header, ...hunk.lines].join('\n');
      })
      .join('\n');
  }

  /** `null` for a binary file. */
  async #text(oid: string): Promise<string | null> {
    const { blob } = await git.readBlob({ fs, gitdir: this.#gitdir, oid });
    return blob.includes(0) ? null : Buffer.from(blob).toString('utf8');
  }

  /** The commit that merges head into base, or `null` where they conflict. Moves nothing. */
  async merge(
    method: 'merge' | 'squash' | 'rebase',
    { base, head, message, author, committer = author }: Merging,
  ): Promise<string | null> {
    const comparison = await this.compare(base, head);
    if (!comparison) return null;
    const { mergeBase, ahead } = comparison;
    if (method === 'rebase') return this.#rebase(base, ahead, author);
    const tree = await this.#mergeTrees(mergeBase, base, head);
    return tree && this.#write(tree, method === 'merge' ? [base, head] : [base], message, author, committer);
  }

  /** Commits that `after` brought over `before`, oldest first. */
  async brought(before: string | null, after: string, others: string[]): Promise<Commit[]> {
    const known = await this.#reachable([...(before === null ? [] : [before]), ...others]);
    return this.#oldestFirst([...(await this.#reachable([after]))].filter((sha) => !known.has(sha)));
  }

  async #rebase(base: string, commits: Commit[], author: Signature): Promise<string | null> {
    let tip = base;
    for (const commit of commits) {
      const [parent] = commit.parents;
      if (parent === undefined || commit.parents.length > 1) continue;
      const tree = await this.#mergeTrees(parent, tip, commit.sha);
      if (!tree) return null;
      tip = await this.#write(tree, [tip], commit.message, { ...commit.author, at: author.at });
    }
    return tip;
  }

  async #mergeTrees(base: string, ours: string, theirs: string): Promise<Tree | null> {
    const [o, a, b] = [await this.#tree(base), await this.#tree(ours), await this.#tree(theirs)];
    const merged: Tree = new Map();
    for (const path of new Set([...o.keys(), ...a.keys(), ...b.keys()])) {
      const [old, our, their] = [o.get(path), a.get(path), b.get(path)];
      const kept =
        our === their || their === old ? our : our === old ? their : await this.#mergeFiles(old, our, their);
      if (kept === null) return null;
      if (kept !== undefined) merged.set(path, kept);
    }
    return merged;
  }

  async #mergeFiles(old?: string, our?: string, their?: string): Promise<string | null> {
    if (old === undefined || our === undefined || their === undefined) return null;
    const [o, a, b] = [await this.#lines(old), await this.#lines(our), await this.#lines(their)];
    const parts = diff3Merge(a, o, b);
    if (parts.some((part) => part.conflict !== undefined)) return null;
    const content = parts.flatMap((part) => part.ok ?? []).join('\n');
    return git.writeBlob({ fs, gitdir: this.#gitdir, blob: Buffer.from(content) });
  }

  async #lines(oid: string): Promise<string[]> {
    const { blob } = await git.readBlob({ fs, gitdir: this.#gitdir, oid });
    return Buffer.from(blob).toString('utf8').split('\n');
  }

  /** All files of a commit; a new list each time. */
  async #tree(sha: string): Promise<Tree> {
    const tree = this.#trees.get(sha) ?? (await this.#readTree(sha, ''));
    this.#trees.set(sha, tree);
    return new Map(tree);
  }

  async #readTree(sha: string, prefix: string): Promise<Tree> {
    const { tree } = await git.readTree({ fs, gitdir: this.#gitdir, oid: sha });
    const files: Tree = new Map();
    for (const { path, oid, type } of tree) {
      if (type === 'blob') files.set(prefix + path, oid);
      if (type === 'tree')
        for (const [name, blob] of await this.#readTree(oid, `${prefix}${path}/`)) files.set(name, blob);
    }
    return files;
  }

  async #write(
    tree: Tree,
    parents: string[],
    message: string,
    author: Signature,
    { name: byName, email: byEmail }: { name: string; email: string } = author,
  ): Promise<string> {
    const oid = await this.#writeTree([...tree]);
    const { name, email, at } = author;
    const signature = { name, email, timestamp: Math.floor(at.getTime() / 1000), timezoneOffset: 0 };
    const commit = {
      tree: oid,
      parent: parents,
      message: `${message}\n`,
      author: signature,
      committer: { ...signature, name: byName, email: byEmail },
    };
    return git.writeCommit({ fs, gitdir: this.#gitdir, commit });
  }

  async #writeTree(files: [string, string][]): Promise<string> {
    const folders = Map.groupBy(
      files.filter(([path]) => path.includes('/')),
      ([path]) => path.slice(0, path.indexOf('/')),
    );
    const blobs = files.filter(([path]) => !path.includes('/'));
    const entries = blobs.map(([path, oid]) => ({ mode: '100644', path, oid, type: 'blob' as const }));
    const trees = [];
    for (const [path, below] of folders) {
      const oid = await this.#writeTree(below.map(([name, blob]) => [name.slice(path.length + 1), blob]));
      trees.push({ mode: '040000', path, oid, type: 'tree' as const });
    }
    return git.writeTree({ fs, gitdir: this.#gitdir, tree: [...entries, ...trees] });
  }

  async #reachable(from: string[]): Promise<Set<string>> {
    const seen = new Set<string>();
    const waiting = [...from];
    for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
      if (seen.has(sha)) continue;
      seen.add(sha);
      waiting.push(...(await this.commit(sha)).parents);
    }
    return seen;
  }

  /** Parents before their children. */
  async #oldestFirst(shas: string[]): Promise<Commit[]> {
    const commits = new Map<string, Commit>();
    for (const sha of shas) commits.set(sha, await this.commit(sha));
    const ordered = new Map<string, Commit>();
    const place = (commit: Commit): void => {
      for (const parent of commit.parents) {
        const before = commits.get(parent);
        if (before && !ordered.has(parent)) place(before);
      }
      ordered.set(commit.sha, commit);
    };
    for (const commit of commits.values()) place(commit);
    return [...ordered.values()];
  }
}
