import type { Issue } from '../../artefact/artefact.ts';
import { markerOf } from '../../artefact/marker.ts';
import type { By } from '../../artefact/rule.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';
import { needed } from '../report.ts';
import type { RepositoryReport } from '../rules/words.ts';
import { wordsOfRepositoryRule } from './repository-words.ts';

/** Title and body of an issue about a repository as a whole: what its rule says. */
export function repositoryIssueText(
  issue: By<Issue>,
  report: RepositoryReport,
): { title: string; body: string } {
  const words = needed(issue.rule, wordsOfRepositoryRule(issue.rule).issue);
  const paragraphs = [markerOf(issue.key), ...words[issue.state](report, issue)];
  return { title: words.title(report, issue), body: fit(paragraphs.join('\n\n'), bodyLimit) };
}
