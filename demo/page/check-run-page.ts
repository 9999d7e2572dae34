import type { CheckRun, Repository } from '../stand-in/model.ts';
import { checkBadge, commitLink, home, moment } from './badges.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';
import { renderMarkdown } from './markdown.ts';

export function checkRunPage(repository: Repository, run: CheckRun): Page {
  const ended = run.completedAt ? html`, ended at ${moment(run.completedAt)}` : null;
  const output = run.summary
    ? html`<div class="body markdown-body">${renderMarkdown(run.summary)}</div>`
    : html`<p class="empty">This check has no further text.</p>`;
  const body = html`<p class="muted"><a href="${home(repository)}">${home(repository).slice(1)}</a></p>
<h1>${run.name}</h1>
<div class="byline">${checkBadge(run)} <span>by <strong>${run.app.name}</strong> on ${commitLink(repository, run.sha)}${run.branch === null ? null : html` of <code class="branch">${run.branch}</code>`}, begun at ${moment(run.startedAt)}${ended}</span></div>
<article class="box"><div class="head"><strong>${run.title ?? run.name}</strong></div>${output}</article>`;
  return { title: `${run.name}: ${run.title ?? run.status}`, body };
}
