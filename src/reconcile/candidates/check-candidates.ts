import type { Bench } from '../../context/repository-context.ts';
import { type Candidate, dueCandidates } from '../../store/candidates.ts';
import { checkPolicyCandidate } from './check-policy-candidate.ts';
import { checkRunbooks } from './check-runbooks.ts';

/**
 * Looks at every branch that would bring another policy file, or other runbooks. Returns the failures: one that fails
 * must not keep the others from being checked.
 */
export async function checkCandidates(bench: Bench): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const candidate of await dueCandidates(bench.work.db, bench.repository.id)) {
    try {
      await check(bench, candidate);
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}

function check(bench: Bench, candidate: Candidate): Promise<void> {
  switch (candidate.topic) {
    case 'policy':
      return checkPolicyCandidate(bench, candidate);
    case 'runbooks':
      return checkRunbooks(bench, candidate);
  }
}
