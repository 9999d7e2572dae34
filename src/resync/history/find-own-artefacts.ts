import type { IssueContent } from '../../artefact/content.ts';
import { type ArtefactKey, artefactKey, parseArtefactKey } from '../../artefact/keys.ts';
import { blockIn } from '../../artefact/review-block.ts';
import { withoutSeals } from '../../artefact/seal.ts';
import { checkRunWriter } from '../../github/perform/check-run.ts';
import { commentWriter } from '../../github/perform/comment.ts';
import { hashOf } from '../../github/perform/hash.ts';
import { issueWriter } from '../../github/perform/issue.ts';
import { markerOfOwn, type OwnMarker } from '../../github/perform/own-writing.ts';
import { ownCheckRuns } from '../../github/read/history.ts';
import { checkRunName } from '../../policy/own-names.ts';
import type { History } from './history.ts';

/** Something that this App wrote, found on GitHub again by its marker. */
export interface OwnArtefact {
  key: ArtefactKey;
  /** By which it was found; `null`: of what nobody else can write. */
  marker: OwnMarker | null;
  number: number;
  url: string | null;
  createdAt: Date;
  /** When anybody last changed it. */
  updatedAt: Date;
  /** Hashes of its content, as in the ledger: one for each kind of upkeep. `[]`: not compared. */
  hashes: string[];
  /** That it carries, of an issue. */
  labels: string[];
  /** Only for an issue in which people write as well. */
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

/** This App's own comments among these. */
export async function ownComments(
  { context }: History,
  comments: (Text & { id: number })[],
  on: number,
): Promise<OwnArtefact[]> {
  const own: OwnArtefact[] = [];
  for (const comment of comments) {
    const marker = await markerOfOwn(context.github, comment, on);
    const body = withoutSeals(comment.body ?? '');
    const hashes = commentWriter.shown({ kind: 'comment', number: on, body, rulings: [] }).map(hashOf);
    if (marker) own.push({ ...asFound(comment), key: marker.key, marker, number: comment.id, hashes });
  }
  return own;
}

/** This App's own issues among these. */
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
    const marker = await markerOfOwn(context.github, issue);
    if (!marker) continue;
    const { key } = marker;
    const body = withoutSeals(issue.body ?? '');
    const state = issue.state === 'open' ? ('open' as const) : ('closed' as const);
    // Whether it is open may be left to people: that is not known here.
    const hashes = [hashOfIssue({ body, state }), hashOfIssue({ body, state: null })];
    const labels = issue.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')));
    const found = { ...asFound(issue), key, marker, number: issue.number, labels };
    const parsed = parseArtefactKey(key);
    if (parsed?.kind !== 'review') {
      own.push({ ...found, hashes });
      continue;
    }
    const closedAt = issue.closed_at === null ? null : new Date(issue.closed_at);
    const block = hashOf(blockIn(body, parsed.incident));
    own.push({ ...found, hashes: [block], text: { body: issue.body ?? '', closedAt } });
  }
  return own;
}

function hashOfIssue(shown: Pick<IssueContent, 'body' | 'state'>): string {
  return hashOf(issueWriter.shown({ kind: 'issue', title: '', labels: [], assignees: [], ...shown })[0]);
}

/** The pull requests among these that this App opened. */
export async function ownPulls(
  { context }: History,
  pulls: (Text & { number: number })[],
): Promise<OwnArtefact[]> {
  const own: OwnArtefact[] = [];
  for (const pull of pulls) {
    const marker = await markerOfOwn(context.github, pull);
    if (marker) own.push({ ...asFound(pull), key: marker.key, marker, number: pull.number, hashes: [] });
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
    const hashes = checkRunWriter
      .shown({
        kind: 'check-run',
        name: checkRunName,
        sha,
        externalId: '',
        conclusion: newest.conclusion as 'success' | 'failure' | 'neutral' | null,
        title: title ?? '',
        summary: summary ?? '',
        annotations: [],
      })
      .map(hashOf);
    const at = new Date(newest.started_at ?? 0);
    own.push({
      key: artefactKey.checkRun(sha),
      marker: null,
      number: newest.id,
      url: newest.html_url,
      createdAt: at,
      updatedAt: at,
      hashes,
      labels: [],
    });
  }
  return own;
}

function asFound({
  html_url: url,
  created_at,
  updated_at,
}: Text): Omit<OwnArtefact, 'key' | 'marker' | 'number' | 'hashes'> {
  return { url, labels: [], createdAt: new Date(created_at), updatedAt: new Date(updated_at) };
}
