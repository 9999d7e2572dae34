import type { CheckRun, Repository } from '../stand-in/model.ts';
import { checkBadge, commitLink, home } from './badges.ts';
import { type Html, html } from './html.ts';

/** One line a check run, newest first. */
export function checkRows(repository: Repository, runs: CheckRun[]): Html {
  if (runs.length === 0) return html`<p class="empty">None yet.</p>`;
  const rows = runs.toReversed().map(
    (
      run,
    ) => html`<li>${checkBadge(run)} <a class="title" href="${home(repository)}/runs/${run.id}">${run.name}</a>
<span class="muted">${run.title ?? ''}</span>
<span class="end">${run.branch ?? ''} ${commitLink(repository, run.sha)}</span></li>`,
  );
  return html`<ul class="rows">${rows}</ul>`;
}
