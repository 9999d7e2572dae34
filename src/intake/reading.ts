import type { ChecksChanged, Fact } from '../hotfix/fact.ts';
import type { Policy } from '../policy/policy.ts';
import type { Moved } from '../store/candidates.ts';
import type { Notice } from './notice.ts';

/** A stored delivery, about to be read. */
export interface Delivery {
  id: string;
  event: string;
  payload: unknown;
  receivedAt: Date;
}

/** What a payload is read by: the repository's policy and target, and who this App is. */
export interface ReadingContext {
  policy: Policy;
  /** Name of the branch that hotfixes must reach. */
  target: string;
  appId: number;
  /** Branches of the repository that are followed already. */
  known?: ReadonlySet<string>;
  /** The App's name in addresses: its bot is `<slug>[bot]`. */
  appSlug?: string;
}

/** What a delivery says. A hotfix policy may have changed when its file should be read again. */
export interface Reading {
  facts: Fact[];
  policyMayHaveChanged: boolean;
  /** Branches, and forks' pull requests, that may bring what is looked at before it is merged. */
  candidates: Moved[];
  notices: Notice[];
}

export function readingOf(facts: Fact[]): Reading {
  return { facts, policyMayHaveChanged: false, candidates: [], notices: [] };
}

export function nothing(): Reading {
  return readingOf([]);
}

/** The hint that the checks of a commit are to be read again. */
export function checksChanged({ id, receivedAt }: Delivery, repository: number, sha: string): ChecksChanged {
  return {
    kind: 'checks-changed',
    key: `checks-changed:${id}`,
    at: receivedAt.toISOString(),
    clock: 'receipt',
    repository,
    branch: null,
    sha,
  };
}
