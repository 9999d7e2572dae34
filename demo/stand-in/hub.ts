import { GitRepository } from './git-repository.ts';
import type { Account, Installation, Repository, Team } from './model.ts';
import type { Site } from './shapes.ts';
import { notFound } from './site-error.ts';
import type { Wire } from './wire.ts';

export interface AppRegistration {
  id: number;
  slug: string;
  /** PEM; the stand-in checks the App's signature with its public half. */
  privateKey: string;
  webhookSecret: string;
  permissions: Record<string, string>;
  events: string[];
}

/** The state of this GitHub: accounts, repositories, installations. One clock for all. */
export class Hub implements Site {
  readonly app: AppRegistration;
  readonly now: () => Date;
  readonly wire: Wire;
  readonly repositories: Repository[] = [];
  readonly installations: Installation[] = [];
  readonly teams = new Map<string, Team[]>();
  /** Old full names, and where they redirect to. */
  readonly renamed = new Map<string, number>();
  readonly bot: Account;
  api = '';
  web = '';
  readonly #accounts = new Map<string, Account>();
  #ids = 1000;

  constructor({ app, now, wire }: { app: AppRegistration; now: () => Date; wire: Wire }) {
    this.app = app;
    this.now = now;
    this.wire = wire;
    this.bot = this.account(`${app.slug}[bot]`);
  }

  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  /** The account of that login; made on first use. */
  account(login: string, type?: Account['type']): Account {
    const known = this.#accounts.get(login.toLowerCase());
    if (known) return known;
    const made = {
      id: this.nextId(),
      login,
      type: type ?? (login.endsWith('[bot]') ? 'Bot' : 'User'),
    } as const;
    this.#accounts.set(login.toLowerCase(), made);
    return made;
  }

  /** The account keeps its id and what it owns; its old login is free. */
  renameAccount(from: string, to: string): void {
    const account = this.account(from);
    this.#accounts.delete(from.toLowerCase());
    account.login = to;
    this.#accounts.set(to.toLowerCase(), account);
    for (const one of this.installations)
      if (one.account === from.toLowerCase()) one.account = to.toLowerCase();
  }

  /** `null`: no such account. */
  knownAccount(login: string): Account | null {
    return this.#accounts.get(login.toLowerCase()) ?? null;
  }

  async createRepository(fullName: string, defaultBranch: string): Promise<Repository> {
    const [owner = '', name = ''] = fullName.split('/');
    const git = await GitRepository.create(defaultBranch);
    const repository: Repository = {
      id: this.nextId(),
      owner: this.account(owner, 'Organization'),
      name,
      defaultBranch,
      visibility: 'public',
      hasIssues: true,
      deleteBranchOnMerge: false,
      archived: false,
      git,
      pushedAt: this.now(),
      issues: new Map(),
      labels: new Map(),
      checkRuns: [],
      statuses: [],
      deployments: [],
      activities: [],
      runs: [],
      protection: new Map(),
      collaborators: new Map(),
    };
    this.repositories.push(repository);
    // An old name stops redirecting when it is used again.
    this.renamed.delete(fullName.toLowerCase());
    return repository;
  }

  repository(owner: string, name: string): Repository | null {
    const full = `${owner}/${name}`.toLowerCase();
    return this.repositories.find((one) => `${one.owner.login}/${one.name}`.toLowerCase() === full) ?? null;
  }

  installationOf(repository: Repository): Installation | null {
    return this.installations.find((one) => one.account === repository.owner.login.toLowerCase()) ?? null;
  }

  issue(repository: Repository, number: number): import('./model.ts').Issue {
    const issue = repository.issues.get(number);
    if (!issue) throw notFound();
    return issue;
  }

  close(): void {
    for (const { git } of this.repositories) git.close();
  }
}
