import type { Issue } from '../../hotfix/artefact.ts';
import type { FrequencyFinding } from '../../hotfix/hotfix-summary.ts';
import type { PolicyInForce } from '../../policy/policy-in-force.ts';
import { frequencyText } from '../../wording/frequency-text.ts';
import { policyMistakesText } from '../../wording/policy-mistakes-text.ts';
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

/** Opens or brings up to date a month's issue. Whether it is open or closed is left to people. */
export async function performFrequency(
  { place, ledger, inForce }: Performance,
  { key, labels, assignees }: Issue,
  finding: FrequencyFinding,
): Promise<void> {
  const { title, body } = frequencyText(finding, place.repository, inForce.policy);
  await ensureLabels(place, ledger, labels);
  const mark = body.slice(0, body.indexOf('\n'));
  const content = { mark, title, body, state: null, labels, assignees };
  await bringAbout(place, ledger, issueWriter, { key, content, keepCurrent: true, onlyUpdate: false });
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
