import type { RepositoryContext } from '../../context/repository-context.ts';
import { performRunbookCheck } from '../../github/perform/perform-runbook-check.ts';
import { changedScripts, readBranchScripts } from '../../github/read/branch-scripts.ts';
import { isRunbookScript } from '../../policy/runbook-paths.ts';
import { judgeScript } from '../../runbook/judge-script.ts';
import { type Candidate, candidateChecked, dropCandidate } from '../../store/candidates.ts';
import { readScripts } from './read-scripts.ts';

/** Says of the runbooks that a branch changes what is wrong with those that are scripts. */
export async function checkRunbooks(context: RepositoryContext, candidate: Candidate): Promise<void> {
  const { work, repository, github, inForce } = context;
  const { policy } = inForce;
  const { branch, sha } = candidate;
  if (policy.mode === 'off') return;
  const globs = policy.runbooks.paths;
  const target = policy.branches.target ?? repository.defaultBranch;
  // What was kept may be by another policy.
  const told = candidate.files?.filter((path) => isRunbookScript(path, globs));
  const paths = told ?? (await changedScripts(github, { sha, target, globs })) ?? [];
  const scripts = await readBranchScripts(github, { sha, paths: [...paths].sort(inOrder) });
  const { read, failures } = await readScripts(scripts);
  if (failures.length > 0)
    work.log.warn({ repository: repository.id, branch, failures }, 'runbooks could not be read');
  const judged = scripts.flatMap(
    (script) =>
      judgeScript(
        script,
        read.find(({ path }) => path === script.path),
      ) ?? [],
  );
  if (judged.length === 0) {
    await dropCandidate(work.db, repository.id, { topic: 'runbooks', branch, sha });
    return;
  }
  const performance = { github, ledger: context.ledger(null) };
  const observed = policy.mode === 'observe';
  await performRunbookCheck(performance, { sha, judged, left: paths.length - scripts.length, observed });
  await candidateChecked(work.db, repository.id, { ...candidate, files: paths });
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : 1;
}
