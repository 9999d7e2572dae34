import * as announce from './announce.ts';
import type { Hub } from './hub.ts';
import type { CheckRun, CommitStatus, Deployment, Repository, WorkflowRun } from './model.ts';
import { branchAt } from './routes/check-routes.ts';

/** GitHub Actions and other automation of a repository, played by the story. */
export class Automation {
  readonly #hub: Hub;
  readonly #repository: Repository;

  constructor(hub: Hub, repository: Repository) {
    this.#hub = hub;
    this.#repository = repository;
  }

  /** Starts a workflow run; returns its id. */
  run(given: {
    path: string;
    event: string;
    branch: string;
    sha: string;
    by: string;
    referenced?: string[];
  }): number {
    const { path, event, branch, sha, by, referenced = [] } = given;
    const at = this.#hub.now();
    const name =
      path
        .split('/')
        .at(-1)
        ?.replace(/\.ya?ml$/, '') ?? path;
    const run: WorkflowRun = {
      id: this.#hub.nextId(),
      attempt: 1,
      path,
      name,
      event,
      branch,
      sha,
      status: 'in_progress',
      conclusion: null,
      referenced,
      actor: this.#hub.account(by),
      startedAt: at,
      updatedAt: at,
      jobs: [],
    };
    this.#repository.runs.push(run);
    announce.workflowRun(this.#hub, this.#repository, 'requested', run);
    return run.id;
  }

  /** A job of a completed run, with its steps by name; successful unless said otherwise. */
  job(run: number, name: string, steps: Record<string, string> = {}, conclusion = 'success'): void {
    const at = this.#hub.now();
    const done = Object.entries(steps).map(([step, ended]) => ({ name: step, conclusion: ended }));
    const made = { id: this.#hub.nextId(), name, conclusion, steps: done, at };
    this.#repository.runs.find((one) => one.id === run)?.jobs.push(made);
  }

  completeRun(id: number, conclusion: string): void {
    const run = this.#repository.runs.find((one) => one.id === id);
    if (!run) throw new Error(`there is no run ${id}`);
    Object.assign(run, { status: 'completed', conclusion, updatedAt: this.#hub.now() });
    announce.workflowRun(this.#hub, this.#repository, 'completed', run);
  }

  deployment(given: { sha: string; ref: string; environment: string; by: string; run?: number }): number {
    const { sha, ref, environment, by, run = null } = given;
    const creator = this.#hub.account(by);
    const deployment: Deployment = {
      id: this.#hub.nextId(),
      sha,
      ref,
      environment,
      creator,
      run,
      createdAt: this.#hub.now(),
      statuses: [],
    };
    this.#repository.deployments.push(deployment);
    announce.deployment(this.#hub, this.#repository, deployment);
    return deployment.id;
  }

  deploymentStatus(id: number, state: string): void {
    const deployment = this.#repository.deployments.find((one) => one.id === id);
    if (!deployment) throw new Error(`there is no deployment ${id}`);
    const status = { id: this.#hub.nextId(), state, createdAt: this.#hub.now() };
    deployment.statuses.push(status);
    announce.deploymentStatus(this.#hub, this.#repository, deployment, status);
  }

  /**
   * A check run of GitHub Actions: started, and completed if a conclusion is given. The same name again is a new run.
   */
  async check(given: { sha: string; name: string; conclusion?: string }): Promise<void> {
    const { sha, name, conclusion = null } = given;
    const open = this.#repository.checkRuns.find(
      (one) => one.sha === sha && one.name === name && one.status !== 'completed',
    );
    const run = open ?? (await this.#newCheck(sha, name));
    if (!open) announce.checkRun(this.#hub, this.#repository, 'created', run);
    if (conclusion === null) return;
    Object.assign(run, { status: 'completed', conclusion, completedAt: this.#hub.now() });
    announce.checkRun(this.#hub, this.#repository, 'completed', run);
    announce.checkSuite(this.#hub, this.#repository, run);
  }

  async status(given: { sha: string; context: string; state: CommitStatus['state'] }): Promise<void> {
    const { git } = this.#repository;
    const status: CommitStatus = { id: this.#hub.nextId(), createdAt: this.#hub.now(), ...given };
    this.#repository.statuses.push(status);
    const branch = await branchAt(this.#repository, given.sha);
    const by = this.#hub.account('ci[bot]');
    const commit = await git.commit(given.sha);
    announce.commitStatus(this.#hub, this.#repository, {
      status,
      commit,
      branches: branch === null ? [] : [branch],
      by,
    });
  }

  async #newCheck(sha: string, name: string): Promise<CheckRun> {
    const run: CheckRun = {
      id: this.#hub.nextId(),
      sha,
      branch: await branchAt(this.#repository, sha),
      app: { id: 15_368, slug: 'github-actions', name: 'GitHub Actions' },
      name,
      externalId: '',
      status: 'in_progress',
      conclusion: null,
      startedAt: this.#hub.now(),
      completedAt: null,
      title: null,
      summary: null,
      annotations: [],
    };
    this.#repository.checkRuns.push(run);
    return run;
  }
}
