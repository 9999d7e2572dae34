import type { RepositorySituation } from '../../src/repository/situation.ts';
import { repositoryIssueText } from '../../src/wording/breach/repository-issue-text.ts';
import { at, sha } from '../support/facts.ts';
import { deployOf, issueOf, nowhere, onTarget, repositoryWith } from '../support/repositories.ts';
import { repository } from '../support/repository.ts';
import { expectGolden } from './golden.ts';
import { berlin, inForce } from './hotfix-stories.ts';

const now = new Date(at('17:00'));
const good = deployOf('12:00', 'good', { deployment: 41, ref: 'main' });
const next = deployOf('16:00', 'next', { deployment: 44, ref: 'main' });
const deploys = [good, deployOf('14:02', 'rogue'), deployOf('14:30', 'rogue 2', { deployment: 43 })];
const ref = 'x|`@bob`-->#1';

function rogue(given: Partial<RepositorySituation> = {}, arrived: string | null = null): RepositorySituation {
  const places = new Map([
    [sha('good'), onTarget],
    [sha('next'), onTarget],
    [sha('rogue'), nowhere(arrived)],
    [sha('rogue 2'), nowhere(arrived)],
  ]);
  return repositoryWith({ inForce: inForce(berlin), deploys, places, ...given });
}

function textOf(situation: RepositorySituation): { title: string; body: string } {
  const report = { repository, situation, now };
  return repositoryIssueText(issueOf('rogue-deploy', situation, now), report);
}

test.each<[string, RepositorySituation]>([
  ['open', rogue()],
  ['replaced', rogue({ deploys: [...deploys, next] })],
  ['arrived', rogue({}, '16:00')],
  [
    'hostile',
    rogue({
      deploys: [
        deployOf('14:02', 'rogue', {
          ref,
          environment: '@bob|#1 `x` -->',
          by: { login: ref, bot: false },
          url: 'x',
        }),
      ],
    }),
  ],
])('rogue deploy: %s', (name, situation) => {
  const { title, body } = textOf(situation);
  expectGolden(`rogue-deploy-${name}`, title, body);
});

test('no name is suggested that the policy’s own pattern would refuse', () => {
  const own = "branches: { name: '^(?<incident>[0-9]+)/(?<slug>.+)$' }";
  expect(textOf(rogue({ inForce: inForce(own) })).body).toContain('hotfix/NEW-NAME');
});
