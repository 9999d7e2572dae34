import type { RepositoryContext } from '../../context/repository-context.ts';
import { parseBranchName } from '../../policy/branch-name.ts';
import { dueHotfixesNamedLike } from '../../store/incidents.ts';
import type { IncidentName } from '../../store/subject-key.ts';
import type { Handle } from '../../store/tables.ts';

type Contexts = (repository: number) => Promise<Pick<RepositoryContext, 'inForce'> | null>;

/** Whether one of the incident's hotfixes is due to be looked at: the result belongs in the same review. */
export async function hasHotfixesDue(
  db: Handle,
  { account, id }: IncidentName,
  { contexts, now }: { contexts: Contexts; now: Date },
): Promise<boolean> {
  for (const { repository, branch } of await dueHotfixesNamedLike(db, { account, id }, now)) {
    const context = await contexts(repository);
    const name = context && parseBranchName(context.inForce.policy, branch);
    if (name?.kind === 'hotfix' && name.incident === id) return true;
  }
  return false;
}
