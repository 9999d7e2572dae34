import { fastLane, fullPipeline } from './pipelines.ts';
import { present } from './present.ts';
import { branch } from './shop-files.ts';
import type { Teller } from './teller.ts';

/** Pushed, deployed, backfilled, overdue, reminded, merged. `meanwhile`: played while a day passes. */
export async function tellIncident(teller: Teller, meanwhile: () => Promise<void>): Promise<void> {
  teller.chapter('INCIDENT-123: payments time out');
  const first = await push(teller);
  await fastLane(teller, { branch, sha: first });
  const number = await seeBackfill(teller);
  await seeReview(teller);
  const fixed = await failAndFix(teller, first);
  await beLate(teller, { number, sha: fixed, meanwhile });
  await merge(teller, number, fixed);
}

async function push(teller: Teller): Promise<string> {
  const sha = await teller.does('ada', `pushes ${branch}`, () =>
    teller.stage.shop.as('ada').push(branch, {
      from: 'main',
      files: { 'payment.go': 'package checkout\n\nconst timeout = 30\n' },
      message: 'Raise the payment timeout',
    }),
  );
  await teller.sees('begun', {
    what: 'starts the check run “Hotfix policy”',
    look: () => present(teller.check(sha), (run) => run.status === 'in_progress'),
    quote: (run) => run.summary ?? '',
  });
  return sha;
}

async function seeBackfill(teller: Teller): Promise<number> {
  const pull = await teller.sees('opened', {
    what: 'opens the backfill, pull request #1',
    look: () => teller.pull(branch),
    quote: ({ body }) => body,
  });
  await teller.sees('dressed', {
    what: 'labels it, asks grace for a review, and starts a status comment',
    look: () =>
      present(
        pull,
        (one) =>
          one.labels.includes('hotfix') &&
          one.pull?.requestedReviewers.includes('grace') === true &&
          one.comments.length === 1,
      ),
    quote: ({ comments }) => comments[0]?.body ?? '',
  });
  return pull.number;
}

async function seeReview(teller: Teller): Promise<void> {
  const review = await teller.sees('reviewed', {
    what: 'opens the review of the incident',
    look: () =>
      present(
        teller.issue(/^Post-incident review: INCIDENT-123/),
        ({ body }) => body.includes('| `unit-tests` | [passed]') && body.includes('## Pipeline gaps'),
      ),
    quote: ({ body }) => body.split('### Hotfixes')[0] ?? '',
  });
  await teller.does('grace', 'says in the review when the alarm went off', () =>
    teller.stage.shop.as('grace').comment(review.number, '/hotfix timeline detected 1 minute ago'),
  );
  await teller.sees('told', {
    what: 'puts it into the timeline, and answers how it was understood',
    look: () =>
      present(
        review,
        ({ body, comments }) =>
          /Issue detected \| \d/.test(body) && comments.some((one) => one.body.includes('**Recorded.**')),
      ),
    quote: ({ comments }) => comments.at(-1)?.body ?? '',
  });
}

async function failAndFix(teller: Teller, first: string): Promise<string> {
  const end = await fullPipeline(teller, { branch, sha: first });
  await teller.takes(600);
  await end('failure');
  await teller.sees('failed', {
    what: 'turns the check run red',
    look: () => present(teller.check(first), (run) => run.conclusion === 'failure'),
    quote: (run) => run.summary ?? '',
  });
  const fixed = await teller.does('ada', 'pushes a fix for the integration test', () =>
    teller.stage.shop.as('ada').push(branch, {
      files: { 'payment_test.go': 'package checkout\n' },
      message: 'Expect the longer timeout in the integration test',
    }),
  );
  await teller.sees('superseded', {
    what: 'checks the new commit; the old check run points to it',
    look: () => present(teller.check(fixed), () => teller.check(first)?.conclusion === 'neutral'),
    quote: () => teller.check(first)?.summary ?? '',
  });
  return fixed;
}

interface Late {
  number: number;
  sha: string;
  meanwhile: () => Promise<void>;
}

async function beLate(teller: Teller, { number, sha, meanwhile }: Late): Promise<void> {
  const end = await fullPipeline(teller, { branch, sha });
  const pull = teller.pull(branch);
  await teller.sees('overdue', {
    what: 'sees the deadline pass: labels the pull request and opens a breach issue',
    look: () => (pull?.labels.includes('hotfix: overdue') ? teller.issue(/^Overdue/) : null),
    quote: ({ body }) => body,
  });
  await teller.sees('reminded', {
    what: 'reminds the author and the owners',
    look: () => reminder(teller, 1),
    quote: (body) => body,
  });
  await end('success');
  await teller.sees('green', {
    what: `turns the check run green: #${number} may be merged`,
    look: () => present(teller.check(sha), (run) => run.conclusion === 'success'),
    quote: (run) => run.summary ?? '',
  });
  await meanwhile();
  await teller.sees('last', {
    what: 'reminds once more after another day, for the last time',
    look: () => reminder(teller, 2),
    quote: (body) => body.trim().split('\n').at(-1) ?? '',
  });
}

/** The text of the nth reminder, once it is there and mentions the right people. */
function reminder({ stage }: Teller, count: number): string | null {
  const comment = stage.shop.pulls[0]?.comments.find(({ body }) => body.includes(`Reminder ${count} of 2`));
  return comment && ['@ada', '@acme/payments'].every((name) => comment.body.includes(name))
    ? comment.body
    : null;
}

async function merge(teller: Teller, number: number, sha: string): Promise<void> {
  await teller.does('grace', `reviews and merges #${number}; GitHub deletes the branch`, () =>
    teller.stage.shop.as('grace').mergePull(number, 'squash'),
  );
  await teller.sees('merged', {
    what: 'marks the hotfix as done in its check run',
    look: () => present(teller.check(sha), (run) => run.title?.startsWith('Done') === true),
    quote: (run) => run.summary ?? '',
  });
  await teller.sees('cured', {
    what: 'closes the breach issue',
    look: () =>
      present(teller.issue(/^Overdue/), (one) => one.state === 'closed' && one.stateReason === 'completed'),
    quote: ({ body }) => body,
  });
}
