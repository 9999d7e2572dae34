import type { ProductionDeploy } from '../../src/hotfix/production-deploys.ts';
import type { RogueFinding } from '../../src/repository/rogue-deploys.ts';
import { rogueDeployText } from '../../src/wording/breach/rogue-deploy-text.ts';
import { at, sha } from '../support/facts.ts';
import { repository } from '../support/repository.ts';
import { expectGolden } from './golden.ts';
import { berlin, inForce } from './hotfix-stories.ts';

function deploy(time: string, name: string, given: Partial<ProductionDeploy> = {}): ProductionDeploy {
  return {
    deployment: 42,
    sha: sha(name),
    environment: 'production',
    ref: 'feature/quick',
    hotfix: null,
    at: new Date(at(time)),
    by: { login: 'eve', bot: false },
    url: 'https://github.com/acme/checkout-service/actions/runs/7002',
    ...given,
  };
}

const rogue: RogueFinding = {
  environment: 'production',
  deploys: [deploy('14:02', 'rogue'), deploy('14:30', 'rogue 2', { deployment: 43 })],
  before: deploy('12:00', 'good', { ref: 'main' }),
  cure: null,
};
const ref = 'x|`@bob`-->#1';

test.each<[string, RogueFinding]>([
  ['open', rogue],
  ['replaced', { ...rogue, cure: { kind: 'replaced', by: deploy('16:00', 'next', { ref: 'main' }) } }],
  ['arrived', { ...rogue, cure: { kind: 'arrived', at: new Date(at('16:00')) } }],
  [
    'hostile',
    {
      environment: '@bob|#1 `x` -->',
      deploys: [
        deploy('14:02', 'rogue', { ref, environment: ref, by: { login: ref, bot: false }, url: 'x' }),
      ],
      before: null,
      cure: null,
    },
  ],
])('rogue deploy: %s', (name, finding) => {
  const { title, body } = rogueDeployText(finding, repository, inForce(berlin).policy);
  expectGolden(`rogue-deploy-${name}`, title, body);
});

test('no name is suggested that the policy’s own pattern would refuse', () => {
  const own = "branches: { name: '^(?<incident>[0-9]+)/(?<slug>.+)$' }";
  expect(rogueDeployText(rogue, repository, inForce(own).policy).body).toContain('hotfix/NEW-NAME');
});
