import type { Issue } from '../stand-in/model.ts';
import { fastLane, fullPipeline } from './pipelines.ts';
import { present } from './present.ts';
import type { Teller } from './teller.ts';

const wrong = 'hotfix/quick';

/** One too many in a month, with an uninformative name; renamed, and done in time. */
export async function tellThird(teller: Teller): Promise<void> {
  teller.chapter('INCIDENT-140: the third hotfix of the month');
  const ada = teller.stage.shop.as('ada');
  const sha = await teller.does('ada', `pushes ${wrong}`, () =>
    ada.push(wrong, {
      from: 'main',
      files: { 'currency.go': 'package checkout\n\nconst currency = "EUR"\n' },
      message: 'Restore the currency',
    }),
  );
  const run = await teller.sees('misnamed', {
    what: 'fails the check run, with the commands that rename the branch',
    look: () =>
      present(teller.check(sha), (one) => one.conclusion === 'failure' && newName(one.summary) !== null),
    quote: ({ summary }) => summary ?? '',
  });
  const issue = await teller.sees('frequent', {
    what: 'opens an issue: more than two hotfixes in a month',
    look: () => present(teller.issue(/^More than 2 hotfixes/), ({ body }) => hotfixesIn(body) === 3),
    quote: ({ body }) => body,
  });
  const branch = (newName(run.summary) ?? wrong).replace('INCIDENT-123', 'INCIDENT-140');
  await teller.does('ada', `runs them: the branch is now ${branch}`, async () => {
    await ada.pointBranch(branch, sha);
    await ada.deleteBranch(wrong);
  });
  await teller.sees('renamed', {
    what: 'recognises the hotfix under its new name; the check recovers',
    look: () =>
      present(
        teller.check(sha),
        ({ conclusion, summary }) => conclusion === null && summary?.includes(branch) === true,
      ),
    quote: ({ summary }) => summary ?? '',
  });
  const pull = await shipAndMerge(teller, { branch, sha });
  await seeSettled(teller, { issue, pull, branch });
}

async function shipAndMerge(
  teller: Teller,
  { branch, sha }: { branch: string; sha: string },
): Promise<Issue> {
  await fastLane(teller, { branch, sha });
  const pull = await teller.sees('opened', {
    what: 'opens the backfill',
    look: () => teller.pull(branch),
    quote: ({ title }) => title,
  });
  const end = await fullPipeline(teller, { branch, sha });
  await teller.takes(300);
  await end('success');
  await teller.does('grace', `reviews and merges #${pull.number}`, () =>
    teller.stage.shop.as('grace').mergePull(pull.number, 'squash'),
  );
  return pull;
}

async function seeSettled(
  teller: Teller,
  { issue, pull, branch }: { issue: Issue; pull: Issue; branch: string },
): Promise<void> {
  await teller.sees('settled', {
    what: `updates issue #${issue.number}: nothing is owed`,
    look: () =>
      present(
        issue,
        ({ body }) =>
          hotfixesIn(body) === 3 &&
          body.includes(branch) &&
          body.split('| done on ').length === 3 &&
          // Which is written a few seconds after the pull request was opened, even if it is merged by then.
          pull.comments.some((comment) => comment.body.includes('### Hotfix status')),
      ),
    quote: ({ title }) => title,
  });
}

/** The name that the command in a check run's summary gives to the branch. */
function newName(summary: string | null): string | null {
  return /^git push origin [\da-f]{40}:refs\/heads\/(hotfix\/[\w-]+)$/m.exec(summary ?? '')?.[1] ?? null;
}

/** How many hotfixes the table of an issue lists. */
function hotfixesIn(body: string): number {
  return body.match(/^\| `hotfix\//gm)?.length ?? 0;
}
