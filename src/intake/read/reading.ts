import type { Actor, ChecksChanged, Fact } from '../../facts/fact.ts';
import { make } from '../../facts/make.ts';
import type { Policy } from '../../policy/policy.ts';
import type { CandidateHead } from '../../store/candidates.ts';
import type { Notice } from './notice.ts';

/** A stored delivery, about to be read. */
export interface Delivery {
  id: string;
  event: string;
  payload: unknown;
  receivedAt: Date;
}

/** Needed to read a payload: the repository's policy and target, and who this App is. */
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

/** A person's change of an issue that is a review, or that may be meant as one. */
export interface IssueSeen {
  number: number;
  change: 'text' | 'closed' | 'reopened';
  body: string;
  /** GitHub's time of it, in whole seconds. */
  at: string;
  url: string | null;
  by: Actor;
  /** Who opened it. */
  author: Actor;
  /** The incident that it names as the form for reviews does. */
  names: string | null;
}

/** What a delivery says. A hotfix policy may have changed when its file should be read again. */
export interface Reading {
  facts: Fact[];
  policyMayHaveChanged: boolean;
  /** Branches, and forks' pull requests, that may bring what is looked at before it is merged. */
  candidates: CandidateHead[];
  issue: IssueSeen | null;
  notices: Notice[];
}

export function readingOf(facts: Fact[]): Reading {
  return { facts, policyMayHaveChanged: false, candidates: [], issue: null, notices: [] };
}

export function nothing(): Reading {
  return readingOf([]);
}

/** The hint that the checks of a commit are to be read again. `followed`: the branch that came with it is. */
export function checksChanged(
  { id, receivedAt }: Delivery,
  {
    repository,
    sha,
    of,
    followed,
  }: { repository: number; sha: string; of: 'runs' | 'statuses'; followed: boolean },
): ChecksChanged {
  const changed = { at: receivedAt.toISOString(), repository, sha, of };
  return make.checksChanged({ ...changed, ...(followed ? { followed } : {}) }, id);
}
