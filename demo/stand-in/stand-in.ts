/**
 * A stand-in for GitHub, for the demo and the tests: an API over HTTP, real commits, people and automation that can
 * be played, and webhooks. It knows nothing about the product. GitHub's own descriptions judge it.
 */
import * as announce from './announce.ts';
import { ApiServer, type Exchange } from './api-server.ts';
import { Automation } from './automation.ts';
import type { Faults } from './faults.ts';
import { type AppRegistration, Hub } from './hub.ts';
import type { CheckRun, Issue, Repository, Visibility } from './model.ts';
import { Person } from './person.ts';
import { Wire } from './wire.ts';

export interface StandInOptions {
  app: AppRegistration;
  now?: () => Date;
  /** Any free one unless given. */
  port?: number;
}

export interface RepositoryOptions {
  files?: Record<string, string>;
  defaultBranch?: string;
  deleteBranchOnMerge?: boolean;
  hasIssues?: boolean;
  visibility?: Visibility;
}

/** A repository, as tests and stories use it. */
export class PlayedRepository {
  readonly state: Repository;
  readonly automation: Automation;
  readonly #hub: Hub;

  constructor(hub: Hub, state: Repository) {
    this.#hub = hub;
    this.state = state;
    this.automation = new Automation(hub, state);
  }

  as(login: string): Person {
    if (!this.state.collaborators.has(login.toLowerCase())) this.allow(login, 'write');
    return new Person(this.#hub, this.state, login);
  }

  /** The rights of somebody here. */
  allow(login: string, role: 'read' | 'triage' | 'write' | 'maintain' | 'admin'): void {
    this.state.collaborators.set(login.toLowerCase(), role);
  }

  head(branch: string): Promise<string | null> {
    return this.state.git.head(branch);
  }

  get pulls(): Issue[] {
    return [...this.state.issues.values()].filter((one) => one.pull);
  }

  get issues(): Issue[] {
    return [...this.state.issues.values()].filter((one) => !one.pull);
  }

  /** Of this App, or of all. */
  checkRuns(sha: string, app?: number): CheckRun[] {
    return this.state.checkRuns.filter((one) => one.sha === sha && (app === undefined || one.app.id === app));
  }

  protect(branch: string, checks: string[], via: 'protection' | 'ruleset' = 'protection'): void {
    this.state.protection.set(branch, { checks, via });
  }

  renameDefaultBranch(to: string): void {
    const from = this.state.defaultBranch;
    this.state.defaultBranch = to;
    announce.repositoryChanged(this.#hub, this.state, 'edited', { changes: { default_branch: { from } } });
  }

  rename(name: string): void {
    const from = this.state.name;
    this.#hub.renamed.set(`${this.state.owner.login}/${from}`.toLowerCase(), this.state.id);
    this.state.name = name;
    announce.repositoryChanged(this.#hub, this.state, 'renamed', {
      changes: { repository: { name: { from } } },
    });
  }

  /** Changes the visibility. */
  show(visibility: Visibility): void {
    this.state.visibility = visibility;
    const action = visibility === 'public' ? 'publicized' : 'privatized';
    announce.repositoryChanged(this.#hub, this.state, action, {});
  }

  /** Also to an organisation on which the App is installed; the old name redirects to the new one. */
  transfer(organisation: string): void {
    const { owner, name, id } = this.state;
    this.#hub.renamed.set(`${owner.login}/${name}`.toLowerCase(), id);
    this.state.owner = this.#hub.account(organisation, 'Organization');
    announce.repositoryTransferred(this.#hub, this.state, owner);
  }
}

export interface StandIn {
  /** `127.0.0.1:4300`, for GHE_HOST. */
  host: string;
  hub: Hub;
  wire: Wire;
  api: ApiServer;
  faults: Faults;
  /** Every request and its answer. */
  requests: Exchange[];
  onExchange(listener: (exchange: Exchange) => void): void;
  onWebhook(listener: (delivery: { event: string; payload: unknown }) => void): void;
  repository(fullName: string, options?: RepositoryOptions): Promise<PlayedRepository>;
  /** Installs the App on an account, for all its repositories; returns the installation's id. */
  install(account: string): number;
  suspend(account: string, suspended: boolean): void;
  /** A team of an organisation, with the logins of its members. */
  /** Adds somebody who has done nothing yet. */
  person(login: string): void;
  team(org: string, slug: string, members: string[]): void;
  close(): Promise<void>;
}

export async function startStandIn({
  app,
  now = () => new Date(),
  port = 0,
}: StandInOptions): Promise<StandIn> {
  const wire = new Wire(app.webhookSecret);
  wire.now = now;
  const hub = new Hub({ app, now, wire });
  const api = new ApiServer(hub);
  const host = await api.listen(port);
  hub.api = `http://${host}/api/v3`;
  hub.web = `http://${host}`;
  return {
    host,
    hub,
    wire,
    api,
    faults: api.faults,
    requests: api.log,
    onExchange: (listener) => api.onExchange(listener),
    onWebhook: (listener) => wire.onWebhook(listener),
    async repository(fullName, options = {}) {
      const { files = { 'README.md': '# A service\n' }, defaultBranch = 'main' } = options;
      const state = await hub.createRepository(fullName, defaultBranch);
      state.deleteBranchOnMerge = options.deleteBranchOnMerge ?? false;
      state.hasIssues = options.hasIssues ?? true;
      state.visibility = options.visibility ?? 'public';
      const author = { name: 'ada', email: 'ada@example.com', at: now() };
      const first = await state.git.commitChanges([], files, 'Begin', author);
      await state.git.setHead(defaultBranch, first);
      return new PlayedRepository(hub, state);
    },
    install(account) {
      const id = hub.nextId();
      hub.installations.push({ id, account: account.toLowerCase(), suspended: false, createdAt: now() });
      announce.installation(hub, 'created', id, hub.account(account, 'Organization'));
      return id;
    },
    person(login) {
      hub.account(login);
    },
    team(org, slug, members) {
      const key = org.toLowerCase();
      const team = {
        id: hub.nextId(),
        slug,
        name: slug,
        members: members.map((login) => login.toLowerCase()),
      };
      hub.teams.set(key, [...(hub.teams.get(key) ?? []).filter((one) => one.slug !== slug), team]);
    },
    suspend(account, suspended) {
      const installation = hub.installations.find((one) => one.account === account.toLowerCase());
      if (!installation) throw new Error(`the App is not installed on ${account}`);
      installation.suspended = suspended;
      announce.installation(hub, suspended ? 'suspend' : 'unsuspend', installation.id, hub.account(account));
    },
    async close() {
      await wire.settled();
      await api.close();
      hub.close();
    },
  };
}
