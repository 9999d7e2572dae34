import type { Artefact } from '../../artefact/artefact.ts';
import type { CheckRunContent, Content } from '../../artefact/content.ts';
import type { By } from '../../artefact/rule.ts';
import type { Repository } from '../../facts/repository.ts';
import type { EvaluatedFile } from '../../policy/evaluate-file.ts';
import type { PolicyMistake } from '../../policy/explain/problem.ts';
import { policyCheckName } from '../../policy/own-names.ts';
import { type FileSeen, policyPath } from '../../policy/policy-file.ts';
import type { PolicyInForce } from '../../policy/policy-in-force.ts';
import type { RepositoryFinding } from '../../repository/plan-repository.ts';
import { frequencyText } from '../breach/frequency-text.ts';
import { oldBranchesText } from '../breach/old-branches-text.ts';
import { rogueDeployText } from '../breach/rogue-deploy-text.ts';
import { mistakeText } from '../policy-file/mistake-text.ts';
import { policyCandidateText, policyIssueText, policyMistakesText } from '../policy-file/policy-file-text.ts';
import { issueContent } from './render-hotfix.ts';

export interface RepositoryReport {
  repository: Repository;
  inForce: PolicyInForce;
  /** By the key of its issue. */
  findings: ReadonlyMap<string, RepositoryFinding>;
}

/** The content of an artefact of a repository as a whole. */
export function renderRepository(artefact: By<Artefact>, report: RepositoryReport): Content {
  const { repository, inForce, findings } = report;
  switch (artefact.kind) {
    case 'issue': {
      const finding = findings.get(artefact.key);
      if (!finding) throw new Error(`there is no finding for ${artefact.key}`);
      return issueContent(artefact, textOf(finding, repository, inForce));
    }
    case 'check-run':
      return policyCheck({
        sha: artefact.sha,
        key: artefact.key,
        path: inForce.path,
        mistakes: [...inForce.mistakes, ...inForce.remarks],
        ...policyMistakesText(inForce, repository),
      });
    default:
      throw new Error(`a repository has no ${artefact.kind}`);
  }
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

/** The check run of a commit that would bring another policy file. */
export function renderPolicyCandidate(
  { key, sha }: { key: string; sha: string },
  { seen, evaluated }: { seen: FileSeen; evaluated: EvaluatedFile },
): CheckRunContent {
  return policyCheck({
    sha,
    key,
    path: seen.kind === 'there' ? seen.path : policyPath,
    mistakes: [...evaluated.mistakes, ...evaluated.remarks],
    ...policyCandidateText(seen, evaluated),
  });
}

interface PolicyCheck {
  sha: string;
  key: string;
  path: string;
  mistakes: PolicyMistake[];
  title: string;
  summary: string;
}

function policyCheck({ sha, key, path, mistakes, title, summary }: PolicyCheck): CheckRunContent {
  return {
    kind: 'check-run',
    name: policyCheckName,
    sha,
    externalId: key,
    conclusion: mistakes.length > 0 ? 'failure' : 'success',
    title,
    summary,
    annotations: mistakes.map((mistake) => ({
      path,
      line: mistake.line,
      column: mistake.column,
      title: mistake.path === '' ? 'The policy file' : mistake.path.slice(0, 250),
      message: mistakeText(mistake),
    })),
  };
}
