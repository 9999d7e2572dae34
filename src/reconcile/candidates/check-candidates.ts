import type { RepositoryContext } from '../../context/repository-context.ts';
import { type Candidate, dueCandidates } from '../../store/candidates.ts';
import { checkPolicyCandidate } from './check-policy-candidate.ts';
import { checkRunbooks } from './check-runbooks.ts';

/**
 * Looks at every branch that would bring another policy file, or other runbooks. Returns the failures: one that fails
 * must not keep the others from being checked.
 */
export async function checkCandidates(context: RepositoryContext): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const candidate of await dueCandidates(context.work.db, context.repository.id)) {
    try {
      await check(context, candidate);
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}

function check(context: RepositoryContext, candidate: Candidate): Promise<void> {
  switch (candidate.topic) {
    case 'policy':
      return checkPolicyCandidate(context, candidate);
    case 'runbooks':
      return checkRunbooks(context, candidate);
  }
}
