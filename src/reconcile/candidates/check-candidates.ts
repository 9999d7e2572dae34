import type { RepositoryContext } from '../../context/repository-context.ts';
import { GitHubTrouble } from '../../github/client/errors.ts';
import { type Candidate, dueCandidates, isOfFork } from '../../store/candidates.ts';
import { checkPolicyCandidate } from './check-policy-candidate.ts';
import { checkRunbooks } from './check-runbooks.ts';

/**
 * Looks at every branch that would bring another policy file, or other runbooks. Returns the failures: one that fails
 * must not keep the others from being checked.
 */
export async function checkCandidates(context: RepositoryContext): Promise<unknown[]> {
  const failures: unknown[] = [];
  const { db, allowances, now } = context.work;
  const whose = String(context.repository.id);
  for (const candidate of await dueCandidates(db, context.repository.id)) {
    if (isOfFork(candidate)) {
      if (!allowances.forks.has(whose, now())) {
        failures.push(heldBack(allowances.forks.again(whose, now())));
        continue;
      }
      allowances.forks.take(whose, now());
    }
    try {
      await check(context, candidate);
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}

function heldBack(until: Date): GitHubTrouble {
  const because = 'a repository has some pull requests from forks checked an hour';
  return new GitHubTrouble('check of a fork', { kind: 'held-back', until, because }, false);
}

function check(context: RepositoryContext, candidate: Candidate): Promise<void> {
  switch (candidate.topic) {
    case 'policy':
      return checkPolicyCandidate(context, candidate);
    case 'runbooks':
      return checkRunbooks(context, candidate);
  }
}
