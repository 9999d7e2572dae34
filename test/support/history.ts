/** A repository with a hotfix, for tests of what became of it: real commits, served by the stand-in for GitHub. */

import { pino } from 'pino';
import type { Changes } from '../../demo/stand-in/git-repository.ts';
import { type PlayedRepository, startStandIn } from '../../demo/stand-in/stand-in.ts';
import type { Verdict } from '../../src/facts/verdict.ts';
import { createGitHub } from '../../src/github/client/github.ts';
import { repositoryApi } from '../../src/github/client/repository-api.ts';
import { searchTarget } from '../../src/github/read/search-target.ts';
import { judge } from '../contract/judge.ts';
import { privateKey } from './app-key.ts';
import { unpaced } from './unpaced.ts';
import { appId, manifest, secret } from './world.ts';

export const hotfix = 'hotfix/INCIDENT-123-fix-payment-timeout';
const payment = 'src/payment.ts';

/** A file of forty lines, with some of them (by number, from 1) replaced. */
export function lines(replaced: Record<number, string> = {}, count = 40): string {
  const all = Array.from({ length: count }, (_, index) => replaced[index + 1] ?? `line ${index + 1}`);
  return `${all.join('\n')}\n`;
}

export interface Search {
  fork?: string | null;
  arrivedBy?: string[];
  pulls?: number[];
  head?: string;
  target?: string;
}

type Searching = (search: Required<Search>) => Promise<{ verdict: Verdict; calls: number }>;

export class History {
  /** Where the hotfix parted from `main`. */
  fork = '';
  readonly repository: PlayedRepository;
  readonly #search: Searching;

  constructor(repository: PlayedRepository, search: Searching) {
    this.repository = repository;
    this.#search = search;
  }

  async commit(branch: string, files: Changes, message = 'Change files'): Promise<string> {
    const known = await this.repository.head(branch);
    const from = known === null ? { from: this.fork || 'main' } : {};
    return this.repository.as('ada').push(branch, { ...from, files, message });
  }

  /** A commit of the hotfix. */
  fix(files: Changes, message = 'Raise the payment timeout'): Promise<string> {
    return this.commit(hotfix, files, message);
  }

  /** A commit of `main`, with the payment file as given. */
  main(replaced: Record<number, string>, message = 'Work on payments'): Promise<string> {
    return this.commit('main', { [payment]: lines(replaced) }, message);
  }

  /** So many commits on `main`, elsewhere. */
  async work(count: number): Promise<void> {
    const { git } = this.repository.state;
    const author = { name: 'bob', email: 'bob@example.com', at: new Date() };
    let head = (await git.head('main')) ?? '';
    for (let n = 0; n < count; n++) {
      head = await git.commitChanges([head], { 'src/other.ts': lines({ 1: `work ${n}` }) }, 'Work', author);
    }
    await git.setHead('main', head);
  }

  /** Merges as git would, without a pull request. */
  async merge(
    method: 'merge' | 'squash' | 'rebase',
    message = 'Fix it',
    branch = 'main',
    head = hotfix,
  ): Promise<string> {
    const { git } = this.repository.state;
    const [base, tip] = [await git.head(branch), await git.head(head)];
    const author = { name: 'grace', email: 'grace@example.com', at: new Date() };
    const sha = await git.merge(method, { base: base ?? '', head: tip ?? '', message, author });
    if (sha === null) throw new Error('they conflict');
    await this.repository.as('grace').pointBranch(branch, sha);
    return sha;
  }

  /** A merge commit of two parents with whatever files its maker left in it. */
  async mergeByHand(files: Changes): Promise<string> {
    const { git } = this.repository.state;
    const [base, tip] = [await git.head('main'), await git.head(hotfix)];
    const author = { name: 'grace', email: 'grace@example.com', at: new Date() };
    const sha = await git.commitChanges([base ?? '', tip ?? ''], files, 'Merge by hand', author);
    await this.repository.as('grace').pointBranch('main', sha);
    return sha;
  }

  /** Undoes a commit as `git revert` does. */
  async revert(
    sha: string,
    replaced: Record<number, string>,
    said = `This reverts commit ${sha}.`,
  ): Promise<string> {
    return this.main(replaced, `Revert "Fix it"\n\n${said}`);
  }

  async search(search: Search = {}): Promise<{ verdict: Verdict; calls: number }> {
    const head = search.head ?? (await this.repository.head(hotfix)) ?? '';
    return this.#search({ fork: this.fork, arrivedBy: [], pulls: [], target: 'main', ...search, head });
  }

  async verdict(search: Search = {}): Promise<Verdict> {
    return (await this.search(search)).verdict;
  }
}

const open: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** `main` has the payment file, and something beside it. */
export async function history(files: Record<string, string> = {}): Promise<History> {
  const { default_permissions: permissions, default_events: events } = manifest;
  const github = await startStandIn({
    app: { id: appId, slug: 'hotfix-policy', privateKey, webhookSecret: secret, permissions, events },
  });
  const verdict = judge(github);
  open.push(async () => {
    await github.close();
    verdict.assertNone();
  });
  const repository = await github.repository('acme/checkout-service', {
    files: { [payment]: lines(), 'src/other.ts': lines(), ...files },
  });
  const id = github.install('acme');
  const way = await createGitHub({
    appId,
    privateKey,
    apiUrl: `http://${github.host}/api/v3`,
    log: pino({ level: 'silent' }),
    now: () => new Date(),
    pacer: unpaced,
  }).installation(id);
  const { id: number, name } = repository.state;
  const url = `http://${github.host}/acme/${name}`;
  const where = {
    id: number,
    installation: id,
    account: repository.state.owner.id,
    owner: 'acme',
    name,
    defaultBranch: 'main',
    url,
    visibility: 'public' as const,
  };
  const made = new History(repository, async ({ head, fork, arrivedBy, pulls, target }) => {
    const before = github.requests.length;
    const found = await searchTarget(repositoryApi(way, where), {
      kind: 'search',
      sha: head,
      fork,
      arrivedBy,
      pulls,
      target,
      suspects: [],
      earlier: [],
    });
    const asked = github.requests.slice(before).filter((one) => !one.path.endsWith('/access_tokens'));
    return { verdict: found, calls: asked.length };
  });
  made.fork = (await repository.head('main')) ?? '';
  return made;
}

export { payment };
