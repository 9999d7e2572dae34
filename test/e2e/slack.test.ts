/** What a team hears in Slack of a hotfix: what its policy names, once, and never late as if it were new. */
import { hour, type Scene, scene } from './scene.ts';

const all = 'notify: {slack: [deployed, overdue, breach, review, cured]}\n';

/** Pushed, deployed, overdue, merged a while later. */
async function life(on: Scene, between: () => Promise<void> = async () => {}): Promise<void> {
  const sha = await on.push();
  await on.pass(60_000);
  await between();
  await on.deploy(sha);
  await on.pass(60_000);
  await between();
  await on.pass(25 * hour);
  await between();
  await on.repository.as('grace').mergePull(1);
  await on.pass(60_000);
  await between();
  await on.pass(72 * hour);
}

const whole = ['Hotfix deployed', 'Hotfix overdue', 'Hotfix done'];

describe.each(['webhook', 'bot'] as const)('by %s', (slack) => {
  test('a whole life is told by what the policy names, in order, each once', async () => {
    const on = await scene({ policy: all, slack });
    await life(on);
    expect(on.slack.headlines()).toEqual(slack === 'webhook' ? whole : ['Hotfix done', ...whole.slice(1)]);
  });
});
