import type { Issue } from '../../hotfix/artefact.ts';
import type { Repository } from '../../hotfix/hotfix.ts';
import type { Finding } from '../../hotfix/plan-repository.ts';
import type { Policy } from '../../policy/policy.ts';
import type { PolicyInForce } from '../../policy/policy-in-force.ts';
import { frequencyText } from '../../wording/frequency-text.ts';
import { policyMistakesText } from '../../wording/policy-mistakes-text.ts';
import { rogueDeployText } from '../../wording/rogue-deploy-text.ts';
import { bringAbout } from './bring-about.ts';
import { checkRunWriter } from './check-run.ts';
import { issueWriter } from './issue.ts';
import { ensureLabels } from './labels.ts';
import type { Ledger } from './ledger.ts';
import type { Place } from './writer.ts';

interface Performance {
  place: Place;
  ledger: Ledger;
  inForce: PolicyInForce;
}

/** Opens or brings up to date the issue of a finding; one that is cured by now is closed where it is there. */
export async function performFinding(
  { place, ledger, inForce }: Performance,
  issue: Issue,
  finding: Finding,
): Promise<void> {
  const { key, labels, assignees } = issue;
  const { title, body } = textOf(finding, place.repository, inForce.policy);
  // Whether a month's issue is open or closed is left to people.
  const state = finding.kind === 'frequency' ? null : issue.state;
  await ensureLabels(place, ledger, state === 'closed' ? [] : labels);
  const mark = body.slice(0, body.indexOf('\n'));
  const content = { mark, title, body, state, labels, assignees };
  const onlyUpdate = state === 'closed';
  await bringAbout(place, ledger, issueWriter, { key, content, keepCurrent: true, onlyUpdate });
}

function textOf(finding: Finding, repository: Repository, policy: Policy): { title: string; body: string } {
  return finding.kind === 'frequency'
    ? frequencyText(finding, repository, policy)
    : rogueDeployText(finding, repository, policy);
}

/** Fails the check run of the commit that brought a policy file with mistakes. */
export async function performPolicyCheck(
  { place, ledger, inForce }: Performance,
  sha: string,
): Promise<void> {
  const { title, summary } = policyMistakesText(inForce, place.repository);
  const key = `check:${sha}`;
  const content = {
    sha,
    externalId: key,
    status: 'completed' as const,
    conclusion: 'failure' as const,
    title,
    summary,
  };
  await bringAbout(place, ledger, checkRunWriter, { key, content, keepCurrent: true, onlyUpdate: false });
}
