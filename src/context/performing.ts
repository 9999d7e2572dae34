import type { Ledger } from '../artefact/ledger.ts';
import type { RepositoryApi } from '../github/client/repository-api.ts';
import type { Performing } from '../github/perform/perform.ts';
import { createReviewTexts } from './review-texts.ts';
import type { Work } from './work.ts';

/** What writing in a repository needs. */
export function performingIn(
  work: Work,
  { github, ledger }: { github: RepositoryApi; ledger: Ledger },
): Performing {
  return { github, ledger, texts: createReviewTexts(work, github.repository.id) };
}
