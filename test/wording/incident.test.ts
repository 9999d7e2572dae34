import { incidentOf } from '../../src/wording/phrases/incident.ts';
import { policyFrom } from '../support/policy.ts';

const policy = policyFrom('incidents:\n  url: https://incidents.example.com/{incident}');

test.each([
  [{ kind: 'hotfix', incident: 'INC-7', slug: 'x' }, '[INC-7](https://incidents.example.com/INC-7)'],
  [{ kind: 'hotfix', incident: '', slug: 'x' }, 'unknown (not in the branch name)'],
  [{ kind: 'misnamed', rest: 'x' }, 'unknown (not in the branch name)'],
] as const)('the incident of %j', (name, shown) => {
  expect(incidentOf(name, policy)).toBe(shown);
});
