import type { Artefact, Backfill, Issue, OverdueLabel, Reaction } from '../../artefact/artefact.ts';
import { checkRunName, overdueLabel } from '../../artefact/own-names.ts';
import type { By } from '../../artefact/rule.ts';
import type { Fact, Refused } from '../../facts/fact.ts';
import { backfillText } from '../../wording/backfill/backfill-text.ts';
import { commentText } from '../../wording/backfill/comment-text.ts';
import { issueText } from '../../wording/breach/issue-text.ts';
import { checkRunText } from '../../wording/check-run/check-run-text.ts';
import type { HotfixReport } from '../../wording/rules/words.ts';
import { GitHubTrouble } from '../client/errors.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import { openBackfill } from './backfill.ts';
import { checkRunWriter } from './check-run.ts';
import { commentWriter } from './comment.ts';
import { areIssuesOff, issueWriter } from './issue.ts';
import { addLabels, ensureLabels, removeLabel } from './labels.ts';
import type { Ledger } from './ledger.ts';
import { react } from './reaction.ts';
import { neverAsked, requestReviewers } from './reviewers.ts';
import { assertListed, hashOf, upsertArtefact } from './upsert-artefact.ts';

export interface Performance {
  github: RepositoryApi;
  ledger: Ledger;
  report: HotfixReport;
  now: () => Date;
}

/**
 * Makes one artefact of the plan be as wanted. What GitHub told in doing so comes back as facts; what was written
 * is in the ledger. What GitHub refuses for good is a fact too, so that it is not tried for ever.
 */
export async function perform(artefact: By<Artefact>, performance: Performance): Promise<Fact[]> {
  try {
    return await attempt(artefact, performance);
  } catch (error) {
    const trouble = error instanceof GitHubTrouble ? error.trouble : null;
    if (trouble?.kind === 'refused') return [refused(performance, artefact.key, trouble.reasons.join('; '))];
    if (trouble?.kind !== 'gone' || artefact.kind !== 'issue') throw error;
    if (!(await areIssuesOff(performance.github))) throw error;
    return [
      { ...refused(performance, artefact.key, 'issues are switched off in this repository'), final: true },
    ];
  }
}

async function attempt(artefact: By<Artefact>, performance: Performance): Promise<Fact[]> {
  const { github, ledger, report } = performance;
  switch (artefact.kind) {
    case 'check-run': {
      const { title, summary } = checkRunText(artefact, report);
      const { sha, conclusion, key } = artefact;
      const status = conclusion === null ? ('in_progress' as const) : ('completed' as const);
      const content = { name: checkRunName, sha, externalId: key, status, conclusion, title, summary };
      const wanted = { key, content, keepCurrent: true, onlyUpdate: false };
      await upsertArtefact(github, ledger, checkRunWriter, wanted);
      return [];
    }
    case 'backfill':
      return performBackfill(artefact, performance);
    case 'labels':
      return performLabels(artefact.key, artefact.number, artefact.labels, performance);
    case 'overdue-label':
      return performOverdueLabel(artefact, performance);
    case 'reviewers':
      return performReviewers(artefact.key, artefact.number, artefact.reviewers, performance);
    case 'reminder':
    case 'comment': {
      const body = commentText(artefact, report);
      const content = { number: artefact.number, mark: firstLine(body), body };
      const keepCurrent = artefact.upkeep === 'current';
      const wanted = { key: artefact.key, content, keepCurrent, onlyUpdate: false };
      await upsertArtefact(github, ledger, commentWriter, wanted);
      return [];
    }
    case 'reaction':
      return performReaction(artefact, performance);
    case 'issue':
      return performIssue(artefact, performance);
    case 'review':
    case 'adopted-review':
      throw new Error('a review is not written for one hotfix');
  }
}

async function performIssue(issue: By<Issue>, performance: Performance): Promise<Fact[]> {
  const { github, ledger, report } = performance;
  const { state, labels, assignees, key } = issue;
  const { title, body } = issueText(issue, report);
  await ensureLabels(github, ledger, state === 'open' ? labels : []);
  const content = { mark: firstLine(body), title, body, state, labels, assignees };
  // What happened once is told once, and left to people.
  const keepCurrent = issue.upkeep !== 'once';
  const wanted = { key, content, keepCurrent, onlyUpdate: state === 'closed' };
  await upsertArtefact(github, ledger, issueWriter, wanted);
  return [];
}

async function performBackfill(backfill: By<Backfill>, performance: Performance): Promise<Fact[]> {
  const { github, ledger, report, now } = performance;
  if (backfill.number !== null) return [];
  const { branch, sha, target, draft, key } = backfill;
  const opening = await openBackfill(github, {
    branch,
    sha,
    target,
    draft,
    ...backfillText(backfill, report),
  });
  switch (opening.kind) {
    case 'opened':
    case 'adopted':
      await ledger.written(key, { number: opening.number, url: opening.url, hash: '' });
      return [opening.fact];
    case 'nothing-to-merge': {
      const at = now().toISOString();
      const repository = github.repository.id;
      const fact = {
        kind: opening.kind,
        key: `nothing-to-merge:${branch}:${target}:${sha}`,
        at,
        repository,
      } as const;
      return [{ ...fact, clock: 'receipt', branch, sha, target }];
    }
    case 'refused':
      return [refused(performance, key, opening.reason)];
  }
}

async function performLabels(
  key: string,
  number: number,
  labels: string[],
  performance: Performance,
): Promise<Fact[]> {
  const { github, ledger } = performance;
  const hash = hashOf(labels);
  if ((await ledger.entry(key))?.hash === hash) return [];
  await ensureLabels(github, ledger, labels);
  await addLabels(github, number, labels);
  await ledger.written(key, { number, url: null, hash });
  return [];
}

async function performOverdueLabel(
  { key, number, present }: OverdueLabel,
  { github, ledger }: Performance,
): Promise<Fact[]> {
  const hash = hashOf(present);
  if ((await ledger.entry(key))?.hash === hash) return [];
  if (present) {
    await ensureLabels(github, ledger, [overdueLabel]);
    await addLabels(github, number, [overdueLabel]);
  } else await removeLabel(github, number, overdueLabel);
  await ledger.written(key, { number, url: null, hash });
  return [];
}

async function performReaction(
  { key, comment, content }: Reaction,
  performance: Performance,
): Promise<Fact[]> {
  const { github, ledger } = performance;
  if (await ledger.entry(key)) return [];
  await react(github, comment, content);
  await ledger.written(key, { number: comment, url: null, hash: '' });
  return [];
}

async function performReviewers(
  key: string,
  number: number,
  reviewers: string[],
  performance: Performance,
): Promise<Fact[]> {
  const { github, ledger, report } = performance;
  const hash = hashOf(reviewers);
  const entry = await ledger.entry(key);
  if (entry?.state === 'there' && entry.hash === hash) return [];
  // It may have been begun; the policy may name others by now; and whoever opened it may have asked somebody.
  const isFirst = !entry && report.situation.backfill?.author.bot === true;
  const wanted = isFirst ? reviewers : await neverAsked(github, number, reviewers);
  if (entry && wanted.length > 0) assertListed(entry, ledger.now());
  await ledger.intend(key);
  const failed = wanted.length > 0 ? await requestReviewers(github, number, wanted) : [];
  await ledger.written(key, { number, url: null, hash });
  return failed.length > 0 ? [refused(performance, key, failed.join(', '))] : [];
}

function refused({ report, now }: Performance, artefact: string, reason: string): Refused {
  const { repository, branch } = report.situation.hotfix;
  const at = now().toISOString();
  const key = `refused:${branch}:${artefact}:${at}`;
  return {
    kind: 'refused',
    key,
    at,
    clock: 'receipt',
    repository: repository.id,
    branch,
    sha: null,
    artefact,
    reason,
    final: false,
  };
}

function firstLine(body: string): string {
  return body.slice(0, body.indexOf('\n') < 0 ? undefined : body.indexOf('\n'));
}
