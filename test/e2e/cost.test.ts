/** What a hotfix costs at GitHub: what is written is seen by somebody, and what is read beside it is little. */
import { branch, hour, scene } from './scene.ts';

/** Read once by a process, or once a day for a repository, however many hotfixes there are. */
const shared = /access_tokens$|^GET \/app$|hotfix-policy\.ya?ml|^GET \/repos\/[^/]+\/[^/]+$/;

test('a whole life costs its writes and few readings, and a day after it none', async () => {
  const { push, pass, rest, github, repository } = await scene();
  const from = github.requests.length;
  const asked = () =>
    github.requests
      .slice(from)
      .map(({ method, path }) => `${method} ${path}`)
      .filter((one) => !shared.test(one));
  const sha = await push();
  const { automation } = repository;
  const deployment = automation.deployment({ sha, ref: branch, environment: 'production', by: 'ada' });
  automation.deploymentStatus(deployment, 'success');
  await rest();
  await pass(25 * hour);
  await repository.as('grace').mergePull(1);
  // The review is brought up to date a while later.
  await pass(hour);
  const all = asked();
  const written = all.filter((one) => !one.startsWith('GET '));
  // How much of it is one edit depends on what comes first.
  expect(written.length).toBeLessThanOrEqual(22);
  expect(all.length).toBeLessThanOrEqual(written.length + 14);
  await pass(12 * hour);
  expect(asked().slice(all.length)).toEqual([]);
});
