import { checksChanged } from '../../github/memory.ts';
import { hintOfChecks } from '../../hotfix/checks-told.ts';
import type { Fact } from '../../hotfix/fact.ts';
import { headsKnown } from '../../store/known.ts';
import type { Memory } from './memory.ts';

/** The hint to read the checks of a hotfix again, where something about them changed since they were last looked at. */
export async function checksHint(memory: Memory, branch: string): Promise<Fact[]> {
  const { work, repository, github } = memory.bench;
  const sha = (await headsKnown(work.db, repository.id, branch)).get(branch);
  if (!sha || !(await checksChanged(github, repository, { sha, etags: memory.etags }))) return [];
  return [hintOfChecks(repository.id, sha, work.now())];
}
