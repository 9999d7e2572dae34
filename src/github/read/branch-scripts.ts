import { isRunbookScript } from '../../policy/runbook-paths.ts';
import { foundOrSurelyNot } from '../client/not-found.ts';
import type { RepositoryApi } from '../client/repository-api.ts';
import { readDifference } from './differences.ts';
import { textOfFile } from './text-of-file.ts';

/** A script as a branch would bring it. */
export interface BranchScript {
  path: string;
  text: string;
}

/** Nobody reads more at once, and GitHub shows 50 annotations. */
const mostScripts = 20;

/** Runbooks that may be scripts, among the files that a commit changes against the target; `null`: GitHub does not know it. */
export async function changedScripts(
  github: RepositoryApi,
  { sha, target, globs }: { sha: string; target: string; globs: string[] },
): Promise<string[] | null> {
  const read = await readDifference(github, { from: target, to: sha });
  return read?.files.map(({ path }) => path).filter((path) => isRunbookScript(path, globs)) ?? null;
}

/** The files as the commit has them, those that it has. */
export async function readBranchScripts(
  github: RepositoryApi,
  { sha, paths }: { sha: string; paths: string[] },
): Promise<BranchScript[]> {
  const scripts: BranchScript[] = [];
  for (const path of paths.slice(0, mostScripts)) {
    const data = await foundOrSurelyNot(github, () =>
      github.request('GET /repos/{owner}/{repo}/contents/{path}', { path, ref: sha }),
    );
    const text = textOfFile(data);
    if (text !== null) scripts.push({ path, text });
  }
  return scripts;
}
