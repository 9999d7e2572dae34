import { checkRunName } from '../../artefact/own-names.ts';
import { checkRunWriter } from '../../github/perform/check-run.ts';
import { commentWriter } from '../../github/perform/comment.ts';
import { issueWriter } from '../../github/perform/issue.ts';
import { keyOfOwn } from '../../github/perform/own-writing.ts';
import { hashOf } from '../../github/perform/upsert-artefact.ts';
import { ownCheckRuns } from '../../github/read/history.ts';
import { blockHash } from '../../github/read/people-text.ts';
import type { History } from './history.ts';

/** Something that this App wrote, found on GitHub again by its mark. */
export interface OwnArtefact {
  key: string;
  number: number;
  url: string | null;
  createdAt: Date;
  /** When anybody last changed it. */
  updatedAt: Date;
  /** Of what it shows, as the ledger has it. */
  hash: string;
  /** That it carries, of an issue. */
  labels: string[];
  /** Of an issue that people write in as well. */
  text?: { body: string; closedAt: Date | null };
}

interface Text {
  body?: string | null | undefined;
  user: { login: string; type?: string } | null;
  performed_via_github_app?: { id?: number } | null | undefined;
  html_url: string;
  created_at: string;
  updated_at: string;
}

/** Of these comments, those that this App wrote. */
export async function ownComments(
  { context }: History,
  comments: (Text & { id: number })[],
): Promise<OwnArtefact[]> {
  const own: OwnArtefact[] = [];
  for (const comment of comments) {
    const key = await keyOfOwn(context.github, comment);
    const body = comment.body ?? '';
    const shown = commentWriter.shown({ number: 0, mark: '', body });
    if (key !== null) own.push({ ...asFound(comment), key, number: comment.id, hash: hashOf(shown) });
  }
  return own;
}

/** Of these issues, those that this App wrote. Of how often the lane was used, people say whether it is open. */
export async function ownIssuesAmong(
  { context }: History,
  issues: (Text & {
    number: number;
    title: string;
    state: string;
    closed_at: string | null;
    labels: (string | { name?: string })[];
  })[],
): Promise<OwnArtefact[]> {
  const own: OwnArtefact[] = [];
  for (const issue of issues) {
    const key = await keyOfOwn(context.github, issue);
    if (key === null) continue;
    const isTheirs = /^(?:breach:frequency:|setup:old-branches$)/.test(key);
    const state = isTheirs ? null : issue.state === 'open' ? 'open' : 'closed';
    const content = {
      mark: '',
      title: issue.title,
      body: issue.body ?? '',
      state,
      labels: [],
      assignees: [],
    };
    const hash = hashOf(issueWriter.shown({ ...content, state: state as 'open' | 'closed' | null }));
    const labels = issue.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
    const found = { ...asFound(issue), key, number: issue.number, labels };
    if (!key.startsWith('review:')) {
      own.push({ ...found, hash });
      continue;
    }
    const body = issue.body ?? '';
    const closedAt = issue.closed_at === null ? null : new Date(issue.closed_at);
    own.push({ ...found, hash: blockHash(body, key.slice('review:'.length)), text: { body, closedAt } });
  }
  return own;
}

/** Of these pull requests, those that this App opened. */
export async function ownPulls(
  { context }: History,
  pulls: (Text & { number: number })[],
): Promise<OwnArtefact[]> {
  const own: OwnArtefact[] = [];
  for (const pull of pulls) {
    const key = await keyOfOwn(context.github, pull);
    if (key !== null) own.push({ ...asFound(pull), key, number: pull.number, hash: '' });
  }
  return own;
}

/** This App's check runs of the hotfix on its heads. */
export async function ownChecks({ context }: History, heads: string[]): Promise<OwnArtefact[]> {
  const own: OwnArtefact[] = [];
  for (const sha of new Set(heads)) {
    const runs = await ownCheckRuns(context.github, { sha, checkName: checkRunName });
    const newest = runs.sort((a, b) => b.id - a.id)[0];
    if (!newest) continue;
    const { title, summary } = newest.output;
    const shown = checkRunWriter.shown({
      name: checkRunName,
      sha,
      externalId: '',
      status: 'completed',
      conclusion: newest.conclusion as 'success' | 'failure' | 'neutral' | null,
      title: title ?? '',
      summary: summary ?? '',
    });
    const at = new Date(newest.started_at ?? 0);
    const hash = hashOf(shown);
    own.push({
      key: `check:${sha}`,
      number: newest.id,
      url: newest.html_url,
      createdAt: at,
      updatedAt: at,
      hash,
      labels: [],
    });
  }
  return own;
}

function asFound({
  html_url: url,
  created_at,
  updated_at,
}: Text): Omit<OwnArtefact, 'key' | 'number' | 'hash'> {
  return { url, labels: [], createdAt: new Date(created_at), updatedAt: new Date(updated_at) };
}
