import type { Artefact } from '../../artefact/artefact.ts';
import type { CheckRunContent, Content } from '../../artefact/content.ts';
import type { By } from '../../artefact/rule.ts';
import type { EvaluatedFile } from '../../policy/evaluate-file.ts';
import type { PolicyMistake } from '../../policy/explain/problem.ts';
import { policyCheckName } from '../../policy/own-names.ts';
import { type FileSeen, policyPath } from '../../policy/policy-file.ts';
import { repositoryIssueText } from '../breach/repository-issue-text.ts';
import { wordsOfRepositoryRule } from '../breach/repository-words.ts';
import { mistakeText } from '../policy-file/mistake-text.ts';
import { policyCandidateText } from '../policy-file/policy-file-text.ts';
import { needed } from '../report.ts';
import type { RepositoryReport } from '../rules/words.ts';
import { issueContent } from './render-hotfix.ts';

/** What is to be written for an artefact of a repository as a whole. */
export function renderRepository(artefact: By<Artefact>, report: RepositoryReport): Content {
  const { inForce } = report.situation;
  switch (artefact.kind) {
    case 'issue':
      return issueContent(artefact, repositoryIssueText(artefact, report));
    case 'check-run':
      return policyCheck({
        sha: artefact.sha,
        key: artefact.key,
        path: inForce.path,
        mistakes: [...inForce.mistakes, ...inForce.remarks],
        ...needed(artefact.rule, wordsOfRepositoryRule(artefact.rule).checkRun)(report),
      });
    default:
      throw new Error(`a repository has no ${artefact.kind}`);
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
