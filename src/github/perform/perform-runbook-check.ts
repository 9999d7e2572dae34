import { runbookCheckName } from '../../artefact/own-names.ts';
import type { JudgedScript } from '../../runbook/script.ts';
import { findingMessage, findingTitle, runbookCheckText } from '../../wording/runbook/runbook-check-text.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import { type CheckRunContent, checkRunWriter } from './check-run.ts';
import type { Ledger } from './ledger.ts';
import { upsertArtefact } from './upsert-artefact.ts';

interface RunbookCheck {
  sha: string;
  judged: JudgedScript[];
  /** So many of its runbooks were not looked at. */
  left: number;
  /** The policy decides, and does not act. */
  observed: boolean;
}

/** The check run of a commit on a branch that changes runbooks. */
export async function performRunbookCheck(
  { github, ledger }: { github: RepositoryApi; ledger: Ledger },
  { sha, judged, left, observed }: RunbookCheck,
): Promise<void> {
  const key = `runbook-check:${sha}`;
  const content: CheckRunContent = {
    name: runbookCheckName,
    sha,
    externalId: key,
    status: 'completed',
    conclusion: observed ? 'neutral' : conclusionOf(judged, left),
    ...runbookCheckText(judged, left),
    annotations: judged.flatMap(({ path, findings }) =>
      findings.map((finding) => ({
        path,
        line: finding.line,
        column: finding.column,
        title: findingTitle(finding),
        message: findingMessage(finding),
      })),
    ),
  };
  await upsertArtefact(github, ledger, checkRunWriter, {
    key,
    content,
    keepCurrent: true,
    onlyUpdate: false,
  });
}

/** What was not looked at is not called fine. */
function conclusionOf(judged: JudgedScript[], left: number): CheckRunContent['conclusion'] {
  if (judged.some(({ findings }) => findings.length > 0)) return 'failure';
  return left > 0 || judged.some(({ unread }) => unread) ? 'neutral' : 'success';
}
