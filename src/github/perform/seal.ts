import { timingSafeEqual } from 'node:crypto';
import { parseArtefactKey } from '../../artefact/keys.ts';
import { keyOfMarker, markersIn } from '../../artefact/marker.ts';
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
  const [marker = ''] = text.split('\n', 1);
  return withSeal(text, marker, sealOf(github, marker, { on, rulings }));
}

/**
 * The same where people write as well: only the marker that is given is sealed, for they may have typed others.
 */
export function sealedAmongPeople(github: RepositoryApi, text: string, marker: string): string {
  return withSeal(text, marker, sealOf(github, marker, { on: null, rulings: [] }));
}

/** The marker of the text that this App put there, and the proofs beside it; `null`: it put none there. */
export function sealedMarker(github: RepositoryApi, text: string, { on }: Place): Seal | null {
  for (const marker of markersIn(text)) {
    const seal = sealBelow(text, marker);
    if (seal && isSame(seal.marker, sealOf(github, marker, { on, rulings: [] }).marker))
      return { marker, proofs: seal.proofs };
  }
  return null;
}

/** Whether a text that has this marker, and these proofs beside it, vouches for the ruling. */
export function isProven(
  github: RepositoryApi,
  { marker, proofs }: Seal,
  { on, ruling }: Place & { ruling: string[] },
): boolean {
  const [proof = ''] = sealOf(github, marker, { on, rulings: [ruling] }).proofs;
  return proofs.some((one) => isSame(one, proof));
}

function sealOf(
  { installation, repository }: RepositoryApi,
  marker: string,
  { on, rulings }: Place & { rulings: readonly string[][] },
): Seal {
  // A review is its account's: it does not move with its repository to another one.
  const account = parseArtefactKey(keyOfMarker(marker) ?? '')?.kind === 'review' ? repository.account : '';
  const place = [String(account), String(repository.id), String(on ?? ''), marker];
  return {
    marker: installation.vouch(['mark', ...place]),
    proofs: rulings.map((ruling) => installation.vouch(['ruling', ...place, ...ruling])),
  };
}

function isSame(given: string, own: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(own)];
  return a.length === b.length && timingSafeEqual(a, b);
}
