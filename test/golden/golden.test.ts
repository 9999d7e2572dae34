/**
 * Each folder beside this file is one hotfix's case (those of reviews are in `reviews`): `facts.json`, `policy.yml` and `now.txt` (one moment a line) go in;
 * `hotfix.json` and `plan.json` (where it stands and what is wanted at each moment) must come out.
 * `UPDATE_GOLDEN=1 npm test -- test/golden` writes them anew: read them before you commit them.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { assess } from '../../src/hotfix/assess.ts';
import type { Fact } from '../../src/facts/fact.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import { plan } from '../../src/hotfix/plan.ts';
import { inForceFrom } from '../support/policy.ts';
import { repository } from '../support/repository.ts';
import { compareWith } from './compare.ts';
import { inShort } from './in-short.ts';

const here = import.meta.dirname;
const cases = readdirSync(here).filter((name) => existsSync(`${here}/${name}/facts.json`));

test('there are cases', () => {
  expect(cases.length).toBeGreaterThan(10);
});

test.each(cases)('%s', (name) => {
  const folder = `${here}/${name}`;
  const facts = JSON.parse(readFileSync(`${folder}/facts.json`, 'utf8')) as Fact[];
  const moments = readFileSync(`${folder}/now.txt`, 'utf8').trim().split('\n');
  const inForce = inForceFrom(readFileSync(`${folder}/policy.yml`, 'utf8'));
  const branch = facts.find((fact) => fact.kind === 'pushed')?.branch ?? '';
  const hotfix = foldHotfix(facts, { repository, branch, policy: inForce.policy });
  if (!hotfix) throw new Error('no push among the facts');
  const plans = moments.map((moment) => {
    const now = new Date(moment);
    const situation = assess(hotfix, inForce, now);
    const { obligation, pipeline } = situation;
    const { artefacts, heldBack, news, ...rest } = plan(situation, now);
    const begun = news.filter(({ state }) => state === 'open');
    return {
      now,
      obligation,
      pipeline: pipeline.state,
      artefacts: artefacts.map(inShort),
      ...(heldBack.length > 0 && { heldBack: heldBack.map(inShort) }),
      ...(begun.length > 0 && { news: begun }),
      ...rest,
    };
  });
  compareWith(`${folder}/hotfix.json`, hotfix);
  compareWith(`${folder}/plan.json`, plans);
});
