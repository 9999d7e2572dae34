import type { Account, Comment, Issue, Repository } from '../stand-in/model.ts';
import { authorName, commitLink, home, labelBadges, moment, stateBadge } from './badges.ts';
import { checkRows } from './check-rows.ts';
import { type Html, html } from './html.ts';
import type { Page } from './layout.ts';
import { renderMarkdown } from './markdown.ts';

/** A pull request or an issue, with everything said in it. */
export function threadPage(repository: Repository, issue: Issue): Page {
  const body = html`<p class="muted"><a href="${home(repository)}">${home(repository).slice(1)}</a></p>
<h1>${issue.title} <span class="number">#${issue.number}</span></h1>
<div class="byline">${stateBadge(issue)} ${issue.pull ? whither(issue) : opened(issue)}</div>
<div class="thread"><div>
${said({ by: issue.author, at: issue.createdAt, body: issue.body })}
${issue.comments.map(comment)}
${ending(repository, issue)}
${issue.pull ? checks(repository, issue.pull.headSha) : null}
</div>
${aside(repository, issue)}
</div>`;
  return { title: `${issue.title} #${issue.number}`, body };
}

function whither({ author, pull }: Issue): Html {
  const branches = html`into <code class="branch">${pull?.base ?? ''}</code> from <code class="branch">${pull?.head ?? ''}</code>`;
  if (pull?.merged) return html`<span>${authorName(pull.merged.by)} merged this ${branches}</span>`;
  return html`<span>${authorName(author)} wants to merge ${branches}</span>`;
}

function opened({ author, createdAt }: Issue): Html {
  return html`<span>${authorName(author)} opened this at ${moment(createdAt)}</span>`;
}

function comment({ author, createdAt, updatedAt, body }: Comment): Html {
  return said({ by: author, at: createdAt, edited: updatedAt > createdAt ? updatedAt : null, body });
}

interface Said {
  by: Account;
  at: Date;
  edited?: Date | null;
  body: string;
}

function said({ by, at, edited = null, body }: Said): Html {
  const note = edited ? html`<span>· edited at ${moment(edited)}</span>` : null;
  return html`<article class="box comment">
<div class="head">${authorName(by)} <span>at ${moment(at)}</span> ${note}</div>
<div class="body markdown-body">${renderMarkdown(body)}</div>
</article>`;
}

function ending(repository: Repository, { state, closedAt, pull }: Issue): Html | null {
  if (pull?.merged) {
    const { by, commit, at } = pull.merged;
    return html`<p class="event">${authorName(by)} merged commit ${commitLink(repository, commit)} into <code class="branch">${pull.base}</code> at ${moment(at)}</p>`;
  }
  return state === 'closed' && closedAt ? html`<p class="event">Closed at ${moment(closedAt)}</p>` : null;
}

function checks(repository: Repository, sha: string): Html {
  return html`<h3>Checks of ${commitLink(repository, sha)}</h3>
<div class="box">${checkRows(
    repository,
    repository.checkRuns.filter((run) => run.sha === sha),
  )}</div>`;
}

function aside(repository: Repository, issue: Issue): Html {
  const { requestedReviewers = [], requestedTeams = [] } = issue.pull ?? {};
  const labels = labelBadges(repository, issue);
  return html`<aside>
${
  issue.pull
    ? section(
        'Reviewers',
        [...requestedReviewers, ...requestedTeams].map((name) => html`<p>${name}</p>`),
      )
    : null
}
${section(
  'Assignees',
  issue.assignees.map((name) => html`<p>${name}</p>`),
)}
${section('Labels', labels)}
</aside>`;
}

function section(name: string, content: Html[]): Html {
  return html`<section><h3>${name}</h3>${content.length > 0 ? content : html`<p class="muted">None</p>`}</section>`;
}
