import type { Ledger } from '../artefact/ledger.ts';
import type { Fact } from '../facts/fact.ts';
import type { Repository } from '../facts/repository.ts';
import type { RepositoryApi } from '../github/client/repository-api.ts';
import { branchNames } from '../hotfix/fold/renames.ts';
import type { PolicyInForce } from '../policy/policy-in-force.ts';
import type { Lease } from '../queue/lease.ts';
import { factsOfHotfix } from '../store/facts/facts.ts';
import { findRepositoryWithFiles } from '../store/repositories/repositories.ts';
import { hotfixSubject, repositorySubject } from '../store/subject-key.ts';
import { type SubjectVersion, subjectVersionOf } from '../store/subject-version.ts';
import { confirmedApi } from './confirm-repository.ts';
import { markHidden } from './hidden-signals.ts';
import { learn } from './learn.ts';
import { policyInForce } from './load-policy.ts';
import { deploysBeside } from './other-deploys.ts';
import { reviewFacts } from './review-facts.ts';
import { createLedger, writtenFacts } from './subject-ledger.ts';
import type { Work } from './work.ts';

/** What work on one repository needs: its identity, the policy in force, the GitHub client, its facts. */
export interface RepositoryContext {
  work: Work;
  repository: Repository;
  /** The GitHub API of this repository. */
  github: RepositoryApi;
  inForce: PolicyInForce;
  /** The policy has changed, but GitHub has not returned it yet: the previous one stays in force. */
  policyUnread: boolean;
  /** Everything known of a hotfix: what happened, and what this App has written. */
  factsOf(branch: string): Promise<Fact[]>;
  /** Throws where another worker may have the subject by now. */
  assertHeld(): void;
  /** Its version changes with every event that concerns the hotfix. */
  subjectVersion(branch: string): Promise<SubjectVersion>;
  /** Stores GitHub's answers; `true` where one of them was new. */
  learn(facts: Fact[]): Promise<boolean>;
  /** The record of what is on GitHub; `null`: of the repository as a whole. */
  ledger(branch: string | null): Ledger;
}

/** `null` where there is nothing to do: the repository is unknown, archived, gone, suspended, or not served. */
export async function openRepositoryContext(
  work: Work,
  id: number,
  hold: Lease,
): Promise<RepositoryContext | null> {
  const { db } = work;
  const found = await findRepositoryWithFiles(db, id);
  if (found?.repository.state !== 'active' || !work.isAllowed(found.repository.owner)) return null;
  const { repository, files } = found;
  const installation = await work.github.installation(repository.installation);
  const github = confirmedApi(work, installation, repository);
  const { inForce, unread } = await policyInForce(work, github, files);
  return {
    work,
    repository,
    github,
    inForce,
    policyUnread: unread,
    async factsOf(branch) {
      const facts: Fact[] = [];
      const read = new Set<string>();
      // A renamed branch continues the old one, whose facts may name an even older one.
      for (let next: string | undefined = branch; next !== undefined; ) {
        facts.push(...(await factsOfHotfix(db, { repository: id, branch: next })));
        read.add(next);
        next = branchNames(facts, id, branch).find((name) => !read.has(name));
      }
      return [
        ...(await markHidden(db, repository, facts)),
        ...(await deploysBeside(db, id, facts)),
        ...(await writtenFacts(db, id, branch)),
        ...(await reviewFacts(db, repository, { branch, policy: inForce.policy })),
      ];
    },
    assertHeld: () => hold.assertHeld(),
    subjectVersion: (branch) => subjectVersionOf(db, hotfixSubject(id, branch).key),
    learn: (facts) => learn(work, facts),
    ledger(branch) {
      const subject = branch === null ? repositorySubject(id) : hotfixSubject(id, branch);
      return createLedger(work, subject, hold);
    },
  };
}

/** The contexts of the repositories of an incident, opened once for a look; `null`: nothing to do there. */
export type RepositoryContexts = (repository: number) => Promise<RepositoryContext | null>;
