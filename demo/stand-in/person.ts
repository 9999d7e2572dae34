import * as announce from './announce.ts';
import * as changes from './changes.ts';
import type { Changes } from './git-repository.ts';
import type { Hub } from './hub.ts';
import type { Account, Comment, Issue, Repository } from './model.ts';

/** Somebody who works in a repository: what they do has the consequences that it has on GitHub. */
export class Person {
  readonly account: Account;
  readonly #hub: Hub;
  readonly #repository: Repository;

  constructor(hub: Hub, repository: Repository, login: string) {
    this.#hub = hub;
    this.#repository = repository;
    this.account = hub.account(login);
  }

  /** Commits and pushes; a new branch starts at `from`. Returns the new head. */
  push(branch: string, given: { from?: string; files: Changes; message?: string }): Promise<string> {
    const { from = null, files, message = 'Change files' } = given;
    return changes.commitAndPush(this.#hub, this.#repository, {
      branch,
      from,
      files,
      message,
      by: this.account,
    });
  }

  forcePush(branch: string, given: { from: string; files: Changes; message?: string }): Promise<string> {
    const { from, files, message = 'Change files' } = given;
    const by = this.account;
    return changes.commitAndPush(this.#hub, this.#repository, {
      branch,
      from,
      files,
      message,
      by,
      forced: true,
    });
  }

  /** Points a branch, new or existing, at a commit or at the head of another branch. */
  async pointBranch(branch: string, at: string): Promise<void> {
    const to = await this.#repository.git.resolve(at);
    await changes.moveBranch(this.#hub, this.#repository, { branch, to, by: this.account });
  }

  deleteBranch(branch: string): Promise<void> {
    return changes.moveBranch(this.#hub, this.#repository, { branch, to: null, by: this.account });
  }

  async openPull(given: {
    head: string;
    base?: string;
    title?: string;
    body?: string;
    draft?: boolean;
  }): Promise<number> {
    const { head, base = this.#repository.defaultBranch, title = head, body = '', draft = false } = given;
    const by = this.account;
    return (await changes.openPull(this.#hub, this.#repository, { head, base, title, body, draft, by }))
      .number;
  }

  mergePull(number: number, method: 'merge' | 'squash' | 'rebase' = 'merge'): Promise<string> {
    return changes.mergePull(this.#hub, this.#repository, { number, method, by: this.account });
  }

  closePull(number: number): void {
    const issue = this.#hub.issue(this.#repository, number);
    changes.close(this.#hub, issue, null);
    announce.pullRequest(this.#hub, this.#repository, { action: 'closed', issue, by: this.account });
  }

  reopenPull(number: number): Promise<void> {
    return changes.reopen(
      this.#hub,
      this.#repository,
      this.#hub.issue(this.#repository, number),
      this.account,
    );
  }

  /** Returns the comment's id. */
  comment(number: number, body: string): number {
    const issue = this.#hub.issue(this.#repository, number);
    return changes.comment(this.#hub, this.#repository, issue, { body, by: this.account }).id;
  }

  /** Asks somebody to review a pull request. */
  requestReview(number: number, login: string): void {
    const issue = this.#hub.issue(this.#repository, number);
    changes.requestReviews(this.#hub, issue, { people: [login], teams: [], by: this.account });
  }

  /** Any comment on the issue or pull request. */
  editComment(number: number, id: number, body: string): void {
    const [issue, comment] = this.#comment(number, id);
    const from = comment.body;
    Object.assign(comment, { body, updatedAt: this.#hub.now() });
    const more = { changes: { body: { from } } };
    announce.issueComment(this.#hub, this.#repository, {
      action: 'edited',
      issue,
      comment,
      by: this.account,
      more,
    });
  }

  deleteComment(number: number, id: number): void {
    const [issue, comment] = this.#comment(number, id);
    issue.comments.splice(issue.comments.indexOf(comment), 1);
    announce.issueComment(this.#hub, this.#repository, {
      action: 'deleted',
      issue,
      comment,
      by: this.account,
    });
  }

  #comment(number: number, id: number): [Issue, Comment] {
    const issue = this.#hub.issue(this.#repository, number);
    const comment = issue.comments.find((one) => one.id === id);
    if (!comment) throw new Error(`#${number} has no comment ${id}`);
    return [issue, comment];
  }

  /** Returns its number. */
  openIssue(title: string, body: string): number {
    return changes.newIssue(this.#hub, this.#repository, { title, body, by: this.account }).number;
  }

  reopenIssue(number: number): Promise<void> {
    const issue = this.#hub.issue(this.#repository, number);
    const opening = { state: 'open', reason: 'reopened', by: this.account } as const;
    return changes.setState(this.#hub, this.#repository, issue, opening);
  }

  closeIssue(number: number): Promise<void> {
    const issue = this.#hub.issue(this.#repository, number);
    const closing = { state: 'closed', reason: 'completed', by: this.account } as const;
    return changes.setState(this.#hub, this.#repository, issue, closing);
  }

  editIssue(number: number, body: string): void {
    const issue = this.#hub.issue(this.#repository, number);
    changes.edit(this.#hub, this.#repository, issue, { body, by: this.account });
  }

  deleteIssue(number: number): void {
    const issue = this.#hub.issue(this.#repository, number);
    this.#repository.issues.delete(number);
    announce.issues(this.#hub, this.#repository, { action: 'deleted', issue, by: this.account });
  }

  label(number: number, ...add: string[]): void {
    const issue = this.#hub.issue(this.#repository, number);
    changes.relabel(this.#hub, this.#repository, issue, { add, by: this.account });
  }

  unlabel(number: number, ...remove: string[]): void {
    const issue = this.#hub.issue(this.#repository, number);
    changes.relabel(this.#hub, this.#repository, issue, { remove, by: this.account });
  }

  dispatch(type: string, payload: Record<string, unknown> | null): void {
    announce.repositoryDispatch(this.#hub, this.#repository, { type, payload, by: this.account });
  }
}
