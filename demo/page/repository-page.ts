import type { Hub } from '../stand-in/hub.ts';
import type { Issue, Repository } from '../stand-in/model.ts';
import { authorName, home, labelBadges, moment, stateBadge } from './badges.ts';
import { checkRows } from './check-rows.ts';
import { type Html, html } from './html.ts';
import type { Page } from './layout.ts';

/** Every repository with everything in it: the start page. */
export function overviewPage({ repositories }: Hub): Page {
  return { title: 'What the demo left on GitHub', body: html`${repositories.map(overview)}` };
}

export function repositoryPage(repository: Repository): Page {
  return { title: home(repository).slice(1), body: overview(repository) };
}

function overview(repository: Repository): Html {
  const threads = [...repository.issues.values()].reverse();
  const own = html`<h2><a href="${home(repository)}">${home(repository).slice(1)}</a></h2>`;
  if (threads.length === 0 && repository.checkRuns.length === 0) {
    return html`${own}<div class="box"><p class="empty">No pull requests, issues or check runs.</p></div>`;
  }
  return html`${own}
<h3>Pull requests</h3>
<div class="box">${threadRows(
    repository,
    threads.filter((one) => one.pull),
  )}</div>
<h3>Issues</h3>
<div class="box">${threadRows(
    repository,
    threads.filter((one) => !one.pull),
  )}</div>
<h3>Check runs</h3>
<div class="box">${checkRows(repository, repository.checkRuns)}</div>`;
}

function threadRows(repository: Repository, threads: Issue[]): Html {
  if (threads.length === 0) return html`<p class="empty">None yet.</p>`;
  const rows = threads.map((issue) => {
    const kind = issue.pull ? 'pull' : 'issues';
    const count = issue.comments.length;
    const comments = count === 0 ? '' : count === 1 ? '1 comment' : `${count} comments`;
    return html`<li>${stateBadge(issue, { small: true })} <a class="title" href="${home(repository)}/${kind}/${issue.number}">${issue.title}</a>
${labelBadges(repository, issue)}<span class="muted">#${issue.number} by ${authorName(issue.author)}, ${moment(issue.createdAt)}</span>
<span class="end">${comments}</span></li>`;
  });
  return html`<ul class="rows">${rows}</ul>`;
}
