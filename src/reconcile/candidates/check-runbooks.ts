import { artefactKey } from '../../artefact/keys.ts';
import type { RepositoryContext } from '../../context/repository-context.ts';
import { changedScripts, readBranchScripts } from '../../github/read/branch-scripts.ts';
import { isRunbookScript } from '../../policy/runbook-paths.ts';
import { targetOf } from '../../policy/target.ts';
import { judgeScript } from '../../runbook/judge-script.ts';
import { type Candidate, candidateChecked, dropCandidate } from '../../store/candidates.ts';
import { renderRunbookCheck } from '../../wording/render/render-runbooks.ts';
import { readScripts } from './read-scripts.ts';
import { writeCheck } from './write-check.ts';

/** Says of the runbooks that a branch changes what is wrong with those that are scripts. */
export async function checkRunbooks(context: RepositoryContext, candidate: Candidate): Promise<void> {
  const { work, repository, github, inForce } = context;
  const { policy } = inForce;
  const { branch, sha } = candidate;
  if (policy.mode === 'off') return;
  const globs = policy.runbooks.paths;
  const target = targetOf(policy, repository);
  // What was kept may be by another policy.
  const told = candidate.files?.filter((path) => isRunbookScript(path, globs));
  const paths = told ?? (await changedScripts(github, { sha, target, globs })) ?? [];
  const scripts = await readBranchScripts(github, { sha, paths: [...paths].sort(inOrder) });
  const { read, failures } = await readScripts(scripts);
  if (failures.length > 0)
    work.log.warn({ repository: repository.id, branch, failures }, 'runbooks not read');
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
  const observed = policy.mode === 'observe';
  const left = paths.length - scripts.length;
  const key = artefactKey.runbookCheck(sha);
  await writeCheck(context, key, renderRunbookCheck({ key, sha }, { judged, left, observed }));
  await candidateChecked(work.db, repository.id, { ...candidate, files: paths });
}

function inOrder(a: string, b: string): number {
  return a < b ? -1 : 1;
}
