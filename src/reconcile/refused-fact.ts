import type { Refused } from '../facts/fact.ts';
import type { RefusedWrite } from '../github/perform/perform.ts';

interface Where {
  repository: number;
  /** `null`: what was refused is no hotfix's. */
  branch: string | null;
  artefact: string;
  now: Date;
}

/** That GitHub refused an artefact, by which it is not tried again for a while. */
export function refusedFact(
  { repository, branch, artefact, now }: Where,
  { reason, final }: RefusedWrite,
): Refused {
  const at = now.toISOString();
  const key = ['refused', ...(branch === null ? [] : [branch]), artefact, at].join(':');
  return {
    kind: 'refused',
    key,
    at,
    clock: 'receipt',
    repository,
    branch,
    sha: null,
    artefact,
    reason,
    final,
  };
}
