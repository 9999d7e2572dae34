import { timingSafeEqual } from 'node:crypto';
import { keyOfMarker, marksIn } from '../../artefact/marker.ts';
import { type Seal, sealBelow, withSeal } from '../../artefact/seal.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

interface Place {
  /** Number of the issue or pull request that the text is a comment on; `null`: it is one itself. */
  on: number | null;
}

/**
 * A text of this App's as it is written: with a seal for its first line, in this repository and place, and for what it
 * claims.
 */
export function sealed(
  github: RepositoryApi,
  text: string,
  { on, claim = null }: Place & { claim?: readonly string[] | null },
): string {
  const [mark = ''] = text.split('\n', 1);
  return withSeal(text, mark, sealOf(github, mark, { on, claim }));
}

/**
 * The same where people write as well: only the mark that is given is sealed, for they may have typed others.
 */
export function sealedAmongPeople(github: RepositoryApi, text: string, mark: string): string {
  return withSeal(text, mark, sealOf(github, mark, { on: null, claim: null }));
}

/** The mark of the text that this App put there, and the proof beside it; `null`: it put none there. */
export function sealedMark(
  github: RepositoryApi,
  text: string,
  { on }: Place,
): { mark: string; proof: string | null } | null {
  for (const mark of marksIn(text)) {
    const seal = sealBelow(text, mark);
    if (seal && isSame(seal.mark, sealOf(github, mark, { on, claim: null }).mark))
      return { mark, proof: seal.proof };
  }
  return null;
}

/** Whether that proof, of a sealed text with this mark, is one of this claim. */
export function isProofOf(
  github: RepositoryApi,
  { mark, proof }: { mark: string; proof: string | null },
  { on, claim }: Place & { claim: readonly string[] },
): boolean {
  return proof !== null && isSame(proof, sealOf(github, mark, { on, claim }).proof ?? '');
}

function sealOf(
  { installation, repository }: RepositoryApi,
  mark: string,
  { on, claim }: Place & { claim: readonly string[] | null },
): Seal {
  // A review is its account's: it does not move with its repository to another one.
  const account = keyOfMarker(mark)?.startsWith('review:') ? repository.account : '';
  const place = [String(account), String(repository.id), String(on ?? ''), mark];
  return {
    mark: installation.vouch(['mark', ...place]),
    proof: claim === null ? null : installation.vouch(['claim', ...place, ...claim]),
  };
}

function isSame(given: string, own: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(own)];
  return a.length === b.length && timingSafeEqual(a, b);
}
