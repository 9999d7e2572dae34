import { appId } from './stage.ts';
import type { Teller } from './teller.ts';

/** What must be true of everything together at the end of the story. */
export async function lookBack(teller: Teller): Promise<void> {
  const { github, server } = teller.stage;
  await github.wire.settled();
  teller.holds('once', [...repeatedChecks(teller), ...repeatedComments(teller), ...repeatedThreads(teller)]);
  teller.holds(
    'answered',
    github.wire.log
      .filter(({ status }) => status === null || status < 200 || status > 299)
      .map(({ event, status }) => `${event}: ${status === 0 ? 'not reached' : (status ?? 'not answered')}`),
  );
  teller.holds('handover', repeatedDeploys(teller));
  teller.holds('calm', server.log() === '' ? [] : [server.log()]);
}

function repeatedChecks({ stage }: Teller): string[] {
  const mine = stage.shop.state.checkRuns.filter((run) => run.app.id === appId).map((run) => run.sha);
  return mine
    .filter((sha, index) => mine.indexOf(sha) !== index)
    .map((sha) => `${sha} has more than one check run`);
}

function repeatedComments({ stage }: Teller): string[] {
  return stage.shop.pulls
    .filter(({ comments }) => comments.filter(({ body }) => body.includes('### Hotfix status')).length !== 1)
    .map(({ number }) => `#${number} does not have exactly one status comment`);
}

function repeatedThreads({ stage }: Teller): string[] {
  const titles = [...stage.shop.state.issues.values()].map(({ title }) => title);
  return titles
    .filter((title, index) => titles.indexOf(title) !== index)
    .map((title) => `“${title}” exists twice`);
}

/** The status comment of each backfill lists its only deploy, with its run. */
function repeatedDeploys({ stage }: Teller): string[] {
  return stage.shop.pulls
    .filter(({ comments }) => comments.some(({ body }) => body.split('/actions/runs/').length > 2))
    .map(({ number }) => `#${number} lists more than one deploy`);
}
