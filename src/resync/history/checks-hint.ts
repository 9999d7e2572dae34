import { hintOfChecks } from '../../facts/checks-hint.ts';
import type { Fact } from '../../facts/fact.ts';
import { checksChangedSince } from '../../github/read/history.ts';
import { headsKnown } from '../../store/facts/history.ts';
import type { History } from './history.ts';

/** The hint to read the checks of a hotfix again, where something about them changed since they were last looked at. */
export async function checksHint(memory: History, branch: string): Promise<Fact[]> {
  const { work, repository, github } = memory.context;
  const sha = (await headsKnown(work.db, repository.id, branch)).get(branch);
  if (!sha || !(await checksChangedSince(github, { sha, etags: memory.etags }))) return [];
  return [hintOfChecks(repository.id, sha, work.now())];
}
