import type { Account, CheckRun, Issue, Repository } from '../stand-in/model.ts';
import { type Html, html } from './html.ts';
import { labelClass } from './style.ts';

export function stateBadge(issue: Issue, { small = false } = {}): Html {
  const [look, words] = stateOf(issue);
  return html`<span class="${small ? 'small ' : ''}state ${look}">${words}</span>`;
}

function stateOf({ state, stateReason, pull }: Issue): [look: string, words: string] {
  if (pull?.merged) return ['done', 'Merged'];
  if (state === 'open') return pull?.draft ? ['neutral', 'Draft'] : ['open', 'Open'];
  if (pull) return ['closed', 'Closed'];
  return stateReason === 'not_planned' ? ['neutral', 'Closed as not planned'] : ['done', 'Closed'];
}

export function checkBadge({ status, conclusion }: CheckRun): Html {
  const words = conclusion ?? status.replace('_', ' ');
  const look: Record<string, string> = { success: 'open', failure: 'closed' };
  return html`<span class="small state ${conclusion === null ? 'waiting' : (look[conclusion] ?? 'neutral')}">${words}</span>`;
}

export function labelBadges(repository: Repository, issue: Issue): Html[] {
  return issue.labels.flatMap((name) => {
    const label = repository.labels.get(name.toLowerCase());
    return label
      ? [html`<span class="${labelClass(label)}" title="${label.description ?? ''}">${name}</span> `]
      : [];
  });
}

/** GitHub shows an App by its name, with a badge. */
export function authorName({ login, type }: Account): Html {
  const name = html`<strong>${login.replace(/\[bot\]$/, '')}</strong>`;
  return type === 'Bot' ? html`${name} <span class="bot">bot</span>` : name;
}

/** The time zone of the team in the story, from its policy file: the pages and the texts on them show the same time. */
const zone = 'Europe/Berlin';

/** The story takes a minute: its moments need seconds. */
export function moment(at: Date): Html {
  return html`<time datetime="${at.toISOString()}">${at.toLocaleTimeString('en-GB', { timeZone: zone })}</time>`;
}

export function home({ owner, name }: Repository): string {
  return `/${owner.login}/${name}`;
}

export function commitLink(repository: Repository, sha: string): Html {
  return html`<a href="${home(repository)}/commit/${sha}"><code>${sha.slice(0, 7)}</code></a>`;
}
