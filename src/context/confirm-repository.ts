import { subMilliseconds } from 'date-fns/subMilliseconds';
import { describeRepository } from '../github/client/app.ts';
import { GitHubTrouble } from '../github/client/errors.ts';
import type { Installation } from '../github/client/github.ts';
import { type RepositoryApi, repositoryApi } from '../github/client/repository-api.ts';
import { correctRepository } from '../store/repositories/correct-repository.ts';
import { type FoundRepository, isAs, type KnownRepository } from '../store/repositories/repositories.ts';
import { changeSubjects } from '../store/subject-changes.ts';
import { installationSubject } from '../store/subject-key.ts';
import { wakeSubject } from '../store/subjects.ts';
import { nameMaxAge } from '../waiting/timings.ts';
import type { Work } from './work.ts';

/**
 * The GitHub API of a repository whose id is known; requests use its name. Before the first one, GitHub is asked
 * which repository has that name now: names change owners while the delivery that says so is lost or waits, and
 * nothing about a private repository may be written into the one that took its old name. Its visibility and its
 * owner may have changed too. Then the stored description is corrected and the request fails, so that the look
 * starts again.
 */
export function confirmedApi(
  work: Work,
  installation: Installation,
  known: FoundRepository,
): RepositoryApi<KnownRepository> {
  const { since, ...repository } = known;
  const unconfirmed = repositoryApi(installation, repository);
  let confirmation: Promise<void> | null = null;
  return repositoryApi(installation, repository, () => {
    if (since > subMilliseconds(work.now(), nameMaxAge)) return Promise.resolve();
    confirmation ??= confirm(work, unconfirmed, known);
    return confirmation;
  });
}

async function confirm(
  work: Work,
  github: RepositoryApi<KnownRepository>,
  known: FoundRepository,
): Promise<void> {
  const { db, now } = work;
  const { repository } = github;
  const what = `GET /repos/${repository.owner}/${repository.name}`;
  const { archived, pushedAt: _, ...described } = await describeRepository(github);
  if (described.id !== repository.id) {
    // The list gives its present name.
    await wakeSubject(db, installationSubject(repository.installation), now());
    throw new GitHubTrouble(what, { kind: 'renamed' }, false);
  }
  const state = work.isAllowed(described.owner) ? (archived ? 'archived' : 'active') : 'gone';
  const current: KnownRepository = { ...described, installation: repository.installation, state };
  if (isAs(known, current)) return;
  await changeSubjects(db, (tx, subjects) =>
    correctRepository(tx, { known, described: current }, { now: now(), subjects }),
  );
  work.log.info({ repository: repository.id }, 'repository changed without a delivery; looking again');
  throw new GitHubTrouble(
    what,
    { kind: 'held-back', until: now(), because: 'the repository changed' },
    false,
  );
}
