import type { ReviewContent } from '../../artefact/content.ts';
import type { Ledger, LedgerKey } from '../../artefact/ledger.ts';
import { withoutSeals } from '../../artefact/seal.ts';
import { GitHubTrouble, kindOf } from '../client/errors.ts';
import { foundOrSurelyNot } from '../client/not-found.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import { hashOf } from './hash.ts';
import { createIssue } from './issue.ts';
import { ensureLabels } from './labels.ts';
import { isOwnWriting, markerOfOwn } from './own-writing.ts';
import type { KnownReviewText, ReviewTexts } from './review-texts.ts';
import { sealed, sealedAmongPeople } from './seal.ts';
import { begunAt } from './upsert-artefact.ts';
import type { WrittenThing } from './writer.ts';

interface ReviewWriting {
  github: RepositoryApi;
  ledger: Ledger;
  texts: ReviewTexts;
}

/**
 * Opens the review, or puts this App's part of its text in the place of the one before. What people wrote round it
 * stays as GitHub has it at this moment; a change of theirs that came between the last reading and the last writing, and
 * was written over, is the text that this one goes on from.
 */
export async function performReview(
  writing: ReviewWriting,
  of: LedgerKey,
  content: ReviewContent,
): Promise<void> {
  const { github, ledger, texts } = writing;
  const { block, labels } = content;
  const entry = await ledger.entry(of.key);
  if (entry?.state === 'there' && entry.number !== null) {
    const known = await texts.known(entry.number);
    if (entry.hash === hashOf(block) && !known?.doubtful) return;
    if (await update(writing, of, content, { number: entry.number, known })) return;
  }
  const before = entry ? await find(github, content, begunAt(entry)) : null;
  if (before) {
    await ledger.written(of, { ...before, hash: '' });
    await update(writing, of, content, { number: before.number, known: null });
    return;
  }
  await ensureLabels(github, ledger, labels);
  await create(writing, of, content);
}

async function create(
  { github, ledger, texts }: ReviewWriting,
  of: LedgerKey,
  content: ReviewContent,
): Promise<void> {
  const { block, body } = content;
  await ledger.intend(of);
  let made: WrittenThing;
  try {
    made = await createIssue(github, content);
  } catch (error) {
    if (error instanceof GitHubTrouble && !error.effectUnknown) await ledger.forget(of.key);
    throw error;
  }
  await ledger.written(of, { ...made, hash: hashOf(block) });
  await texts.opened(made.number, sealed(github, body, { on: null }));
}

/** `false`: it no longer exists. */
async function update(
  { github, ledger, texts }: ReviewWriting,
  of: LedgerKey,
  { block, bodyIn }: ReviewContent,
  { number, known }: { number: number; known: KnownReviewText | null },
): Promise<boolean> {
  const issue_number = number;
  const issue = await foundOrSurelyNot(github, () =>
    github.request('GET /repos/{owner}/{repo}/issues/{issue_number}', {
      issue_number,
    }),
  ).catch((error: unknown) => {
    if (kindOf(error) === 'gone') return null;
    throw error;
  });
  if (!issue) {
    await ledger.intend(of);
    return false;
  }
  const there = issue.body ?? '';
  const overwritten = known?.doubtful === true && hashOf(there) === known.writtenHash;
  const base = overwritten ? (known.edited ?? there) : there;
  const at = new Date(issue.updated_at);
  const closedAt = issue.closed_at === null ? null : new Date(issue.closed_at);
  // Their text is kept until it stands there again.
  if (!overwritten) await texts.read(number, { body: there, hash: hashOf(there), at, closedAt });
  const plain = withoutSeals(base);
  const next = bodyIn(plain);
  const thing = { number, url: issue.html_url };
  if (base !== there || next !== plain || !(await isSealed(github, issue, of))) {
    const [mark = ''] = block.split('\n', 1);
    const body = sealedAmongPeople(github, next, mark);
    const { data } = await github.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', {
      issue_number,
      body,
    });
    await texts.written(number, { body: data.body ?? body, hash: hashOf(data.body ?? body) });
  }
  if (known?.editedAt) await texts.settled(number, known.editedAt);
  await ledger.written(of, { ...thing, hash: hashOf(block) });
  return true;
}

/** One whose creation was cut off, or that people have written above of. */
async function find(
  github: RepositoryApi,
  { block }: ReviewContent,
  since: Date | null,
): Promise<WrittenThing | null> {
  const issues = await github.paginate('GET /repos/{owner}/{repo}/issues', {
    creator: await github.installation.botLogin(),
    state: 'all',
    per_page: 100,
  });
  for (const issue of issues.filter((one) => !one.pull_request)) {
    if (await isOwnWriting(github, block, { text: issue, on: null, begunAt: since }))
      return { number: issue.number, url: issue.html_url };
  }
  return null;
}

type IssueText = Parameters<typeof markerOfOwn>[1];

async function isSealed(
  github: RepositoryApi,
  issue: IssueText,
  { key }: Pick<LedgerKey, 'key'>,
): Promise<boolean> {
  const own = await markerOfOwn(github, issue);
  return own?.sealed === true && own.key === key;
}
