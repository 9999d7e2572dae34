import type { OldBranch } from '../../src/facts/old-branches.ts';
import { repositoryIssueText } from '../../src/wording/breach/repository-issue-text.ts';
import { at, sha } from '../support/facts.ts';
import { issueOf, repositoryWith } from '../support/repositories.ts';
import { repository } from '../support/repository.ts';
import { expectGolden } from './golden.ts';
import { berlin, inForce } from './hotfix-stories.ts';

function old(branch: string, time = '2025-06-01T08:00:00'): OldBranch {
  return { branch, sha: sha(branch), movedAt: new Date(at(`${time}.000Z`)) };
}

test.each<[string, OldBranch[]]>([
  ['one', [old('hotfix/INCIDENT-7-old')]],
  ['some', [old('hotfix/INCIDENT-7-old'), old('hotfix/quick', '2025-12-24T23:30:00')]],
  ['many', Array.from({ length: 130 }, (_, index) => old(`hotfix/INCIDENT-${index + 1}-old`))],
  ['hostile', [old('hotfix/x|`@bob`-->#1$(id)')]],
  ['none', []],
])('branches from before the App: %s', (name, branches) => {
  const now = new Date(at('14:00'));
  const situation = repositoryWith({ inForce: inForce(berlin), old: branches });
  const issue = issueOf('old-branches', situation, now);
  const { title, body } = repositoryIssueText(issue, { repository, situation, now });
  expectGolden(`old-branches-${name}`, title, body);
});
