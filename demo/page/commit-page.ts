import type { Commit, FileChange } from '../stand-in/git-repository.ts';
import type { Repository, WorkflowRun } from '../stand-in/model.ts';
import { authorName, commitLink, home, moment } from './badges.ts';
import { checkRows } from './check-rows.ts';
import { html } from './html.ts';
import type { Page } from './layout.ts';

export async function commitPage(repository: Repository, sha: string): Promise<Page | null> {
  const { git } = repository;
  if ((await git.resolve(sha)) !== sha) return null;
  const commit = await git.commit(sha);
  return pageOf(repository, commit, await git.changes(commit.parents[0] ?? null, sha));
}

function pageOf(repository: Repository, { sha, author, message }: Commit, files: FileChange[]): Page {
  const [title = ''] = message.split('\n');
  const runs = repository.checkRuns.filter((run) => run.sha === sha);
  const body = html`<p class="muted"><a href="${home(repository)}">${home(repository).slice(1)}</a></p>
<h1>${title}</h1>
<div class="byline"><span><strong>${author.name}</strong> committed <code>${sha}</code> at ${moment(author.at)}</span></div>
<div class="box"><div class="body"><pre class="message">${message}</pre></div></div>
<h3>Files</h3>
<div class="box"><ul class="rows">${files.map((file) => html`<li><code>${file.filename}</code> <span class="muted">${file.status}</span></li>`)}</ul></div>
<h3>Checks</h3>
<div class="box">${checkRows(repository, runs)}</div>`;
  return { title: `${title} · ${sha.slice(0, 7)}`, body };
}

/** A workflow run; nothing really ran, the story plays it. */
export function workflowRunPage(repository: Repository, run: WorkflowRun): Page {
  const body = html`<p class="muted"><a href="${home(repository)}">${home(repository).slice(1)}</a></p>
<h1>${run.path}</h1>
<div class="byline"><span>${run.conclusion ?? run.status.replace('_', ' ')}, started by ${authorName(run.actor)} for ${commitLink(repository, run.sha)} of <code class="branch">${run.branch}</code> at ${moment(run.startedAt)}</span></div>
<div class="box"><p class="empty">Calls ${run.referenced.join(', ') || 'no other workflow'}.</p></div>`;
  return { title: run.path, body };
}
