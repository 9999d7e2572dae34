import { timingSafeEqual } from 'node:crypto';
import { parseArtefactKey } from '../../artefact/keys.ts';
import { keyOfMarker, marksIn } from '../../artefact/marker.ts';
import { type Seal, sealBelow, withSeal } from '../../artefact/seal.ts';
import type { RepositoryApi } from '../client/repository-api.ts';

interface Place {
  /** Number of the issue or pull request that the text is a comment on; `null`: it is one itself. */
  on: number | null;
}

/**
 * A text of this App's as it is written: with a seal for its first line, in this repository and place, and for these
 * rulings.
 */
export function sealed(
  github: RepositoryApi,
  text: string,
  { on, rulings = [] }: Place & { rulings?: readonly string[][] },
): string {
  const [mark = ''] = text.split('\n', 1);
  return withSeal(text, mark, sealOf(github, mark, { on, rulings }));
}

/**
 * The same where people write as well: only the mark that is given is sealed, for they may have typed others.
 */
export function sealedAmongPeople(github: RepositoryApi, text: string, mark: string): string {
  return withSeal(text, mark, sealOf(github, mark, { on: null, rulings: [] }));
}

/** The mark of the text that this App put there, and the proofs beside it; `null`: it put none there. */
export function sealedMark(github: RepositoryApi, text: string, { on }: Place): Seal | null {
  for (const mark of marksIn(text)) {
    const seal = sealBelow(text, mark);
    if (seal && isSame(seal.mark, sealOf(github, mark, { on, rulings: [] }).mark))
      return { mark, proofs: seal.proofs };
  }
  return null;
}

/** Whether a text that has this mark, and these proofs beside it, vouches for the ruling. */
export function isProven(
  github: RepositoryApi,
  { mark, proofs }: Seal,
  { on, ruling }: Place & { ruling: string[] },
): boolean {
  const [proof = ''] = sealOf(github, mark, { on, rulings: [ruling] }).proofs;
  return proofs.some((one) => isSame(one, proof));
}

function sealOf(
  { installation, repository }: RepositoryApi,
  mark: string,
  { on, rulings }: Place & { rulings: readonly string[][] },
): Seal {
  // A review is its account's: it does not move with its repository to another one.
  const account = parseArtefactKey(keyOfMarker(mark) ?? '')?.kind === 'review' ? repository.account : '';
  const place = [String(account), String(repository.id), String(on ?? ''), mark];
  return {
    mark: installation.vouch(['mark', ...place]),
    proofs: rulings.map((ruling) => installation.vouch(['ruling', ...place, ...ruling])),
  };
}

function isSame(given: string, own: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(own)];
  return a.length === b.length && timingSafeEqual(a, b);
}
