import type { Issue } from '../../artefact/artefact.ts';
import { policyCheckName } from '../../artefact/own-names.ts';
import type { Repository } from '../../facts/repository.ts';
import type { PolicyInForce } from '../../policy/effective-policy.ts';
import type { Judged } from '../../policy/evaluate-file.ts';
import type { PolicyMistake } from '../../policy/policy.ts';
import { type FileSeen, policyPath } from '../../policy/policy-file.ts';
import type { RepositoryFinding } from '../../repository/plan-repository.ts';
import { frequencyText } from '../../wording/breach/frequency-text.ts';
import { oldBranchesText } from '../../wording/breach/old-branches-text.ts';
import { rogueDeployText } from '../../wording/breach/rogue-deploy-text.ts';
import {
  policyCandidateText,
  policyIssueText,
  policyMistakesText,
} from '../../wording/policy-file/policy-file-text.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import { type CheckRunContent, checkRunWriter } from './check-run.ts';
import { issueWriter } from './issue.ts';
import { ensureLabels } from './labels.ts';
import type { Ledger } from './ledger.ts';
import { upsertArtefact } from './upsert-artefact.ts';

interface Performance {
  github: RepositoryApi;
  ledger: Ledger;
  inForce: PolicyInForce;
}

/** Opens or brings up to date the issue of a finding; one that is cured by now is closed where it is there. */
export async function performFinding(
  { github, ledger, inForce }: Performance,
  issue: Issue,
  finding: RepositoryFinding,
): Promise<void> {
  const { key, labels, assignees } = issue;
  const { title, body } = textOf(finding, github.repository, inForce);
  // Whether it is open is left to people; one that has nothing left to say is closed.
  const state = issue.upkeep === 'people' && issue.state === 'open' ? null : issue.state;
  await ensureLabels(github, ledger, state === 'closed' ? [] : labels);
  const mark = body.slice(0, body.indexOf('\n'));
  const content = { mark, title, body, state, labels, assignees };
  const onlyUpdate = state === 'closed';
  await upsertArtefact(github, ledger, issueWriter, { key, content, keepCurrent: true, onlyUpdate });
}

function textOf(
  finding: RepositoryFinding,
  repository: Repository,
  inForce: PolicyInForce,
): { title: string; body: string } {
  switch (finding.kind) {
    case 'frequency':
      return frequencyText(finding, repository, inForce.policy);
    case 'rogue-deploy':
      return rogueDeployText(finding, repository, inForce.policy);
    case 'old-branches':
      return oldBranchesText(finding.branches, repository, inForce.policy);
    case 'policy-file':
      return policyIssueText(inForce, repository);
  }
}

/** Fails the check run of the commit that brought a policy file with mistakes. */
export async function performPolicyCheck(
  { github, ledger, inForce }: Performance,
  sha: string,
): Promise<void> {
  const { title, summary } = policyMistakesText(inForce, github.repository);
  const mistakes = [...inForce.mistakes, ...inForce.remarks];
  await writePolicyCheck(
    { github, ledger },
    { sha, failed: true, title, summary, path: inForce.path, mistakes },
  );
}

/** The check run of a commit that would bring another policy file. */
export async function performCandidateCheck(
  { github, ledger }: Omit<Performance, 'inForce'>,
  { sha, seen, judged }: { sha: string; seen: FileSeen; judged: Judged },
): Promise<void> {
  const { title, summary } = policyCandidateText(seen, judged);
  const mistakes = [...judged.mistakes, ...judged.remarks];
  const path = seen.kind === 'there' ? seen.path : policyPath;
  await writePolicyCheck(
    { github, ledger },
    { sha, failed: mistakes.length > 0, title, summary, path, mistakes },
  );
}

interface PolicyCheck {
  sha: string;
  failed: boolean;
  title: string;
  summary: string;
  path: string;
  mistakes: PolicyMistake[];
}

async function writePolicyCheck(
  { github, ledger }: Omit<Performance, 'inForce'>,
  { sha, failed, title, summary, path, mistakes }: PolicyCheck,
): Promise<void> {
  const key = `policy-check:${sha}`;
  const annotations = mistakes.map(({ line, column, path: of, message }) => ({
    path,
    line,
    column,
    title: of === '' ? 'The policy file' : of.slice(0, 250),
    message,
  }));
  const content: CheckRunContent = {
    name: policyCheckName,
    sha,
    externalId: key,
    status: 'completed',
    conclusion: failed ? 'failure' : 'success',
    title,
    summary,
    annotations,
  };
  await upsertArtefact(github, ledger, checkRunWriter, {
    key,
    content,
    keepCurrent: true,
    onlyUpdate: false,
  });
}
