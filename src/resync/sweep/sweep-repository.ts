import type { RepositoryContext } from '../../context/repository-context.ts';
import { recordFacts } from '../../intake/record/record-facts.ts';
import { fileKey, markFileStale } from '../../store/policy-files.ts';
import { changeSubjects, type SubjectChanges } from '../../store/subject-changes.ts';
import { hotfixSubject, repositorySubject } from '../../store/subject-key.ts';
import { findSweep, saveOldBranches, saveSweep } from '../../store/sweeps.ts';
import type { Handle } from '../../store/tables.ts';
import type { History } from '../history/history.ts';
import { openHistory } from '../history/history.ts';
import { restoreHotfixLedger, restoreIssues } from '../restore-ledger.ts';
import { type Comparison, compareRepository } from './look.ts';

/**
 * Compares a repository with what GitHub has of it now: branches under the prefix, their pull requests, comments and
 * deploys, and what this App wrote. Missed events come in as facts, all in one transaction, so that nothing is
 * decided by half of them; those older than the App are only listed.
 */
export async function sweepRepository(context: RepositoryContext): Promise<void> {
  const { work, repository, inForce } = context;
  const before = await findSweep(work.db, repository.id);
  const startedAt = work.now();
  const memory = await openHistory(context, before.etags);
  const seen = inForce.policy.mode === 'off' ? null : await compareRepository(memory, before.sweptAt);
  await changeSubjects(work.db, async (tx, subjects) => {
    if (seen) await keep(tx, memory, { seen, now: startedAt, subjects });
    await saveSweep(tx, repository.id, {
      sweptAt: startedAt,
      pushedAt: before.listedPushedAt,
      etags: memory.etags.now,
      ...(seen?.issues ? { recalledAt: startedAt } : {}),
    });
  });
}

async function keep(
  tx: Handle,
  memory: History,
  { seen, now, subjects }: { seen: Comparison; now: Date; subjects: SubjectChanges },
): Promise<void> {
  const { repository } = memory.context;
  const { facts, hotfixes, issues, old } = seen;
  await recordFacts(tx, repository, facts, { id: null, now, subjects });
  for (const recalled of hotfixes) {
    const subject = hotfixSubject(repository.id, recalled.branch);
    subjects.wake(subject, now);
    await restoreHotfixLedger(tx, memory, recalled);
    subjects.markRecalled(subject.key, now);
  }
  await restoreIssues(tx, memory, issues ?? [], subjects);
  const listed = old !== null && (await saveOldBranches(tx, repository.id, old));
  if (listed || issues) subjects.wake(repositorySubject(repository.id), now);
  // The policy file may have changed with a push that was not delivered.
  if (facts.some(({ kind, branch }) => kind === 'target-pushed' && branch === repository.defaultBranch))
    await markFileStale(tx, fileKey.repository(repository.id), null);
}
