/**
 * Each folder beside this file is one case: `facts.json`, `policy.yml` and `now.txt` (one moment a line) go in;
 * `hotfix.json` and `plan.json` (where it stands and what is wanted at each moment) must come out.
 * `UPDATE_GOLDEN=1 npm test -- test/golden` writes them anew: read them before you commit them.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Artefact } from '../../src/artefact/artefact.ts';
import type { By } from '../../src/artefact/rule.ts';
import { assess } from '../../src/hotfix/assess.ts';
import type { Fact } from '../../src/facts/fact.ts';
import { foldHotfix } from '../../src/hotfix/fold/fold.ts';
import { plan } from '../../src/hotfix/plan.ts';
import { inForceFrom } from '../support/policy.ts';
import { repository } from '../support/repository.ts';

const here = import.meta.dirname;
const cases = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());

test('there are cases', () => {
  expect(cases.length).toBeGreaterThan(10);
});

test.each(cases.map((entry) => entry.name))('%s', (name) => {
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
    const { artefacts, heldBack, ...rest } = plan(situation, now);
    return {
      now,
      obligation,
      pipeline: pipeline.state,
      artefacts: artefacts.map(inShort),
      ...(heldBack.length > 0 && { heldBack: heldBack.map(inShort) }),
      ...rest,
    };
  });
  compare(`${folder}/hotfix.json`, hotfix);
  compare(`${folder}/plan.json`, plans);
});

/** What an artefact of its kind is always like is left out. */
function inShort({ upkeep: _, alerts: __, mirrors: ___, urgent: ____, rule, key, ...rest }: By<Artefact>) {
  return { rule, key, ...rest };
}

function compare(path: string, value: unknown): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  if (process.env.UPDATE_GOLDEN && !process.env.CI) writeFileSync(path, text);
  expect(existsSync(path)).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
