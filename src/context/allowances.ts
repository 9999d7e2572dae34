import { type Allowances, createAllowances } from '../waiting/allowance.ts';

const hour = 3_600_000;

/** What one repository may take of what all share. */
export interface RepositoryAllowances {
  /** People, teams and branches of policy files that are looked up. */
  names: Allowances;
  /** Pull requests from forks, which anybody may open, whose files are read. */
  forks: Allowances;
}

export function createRepositoryAllowances(): RepositoryAllowances {
  return {
    names: createAllowances({ burst: 200, refill: hour / 200 }),
    forks: createAllowances({ burst: 30, refill: hour / 30 }),
  };
}

/** What GitHub said about the names in a policy file. */
export interface Verified {
  strangers: string[];
  noTarget: boolean;
}

/** For files that are not merged yet: every push of a branch would ask for the same names again. */
export type VerifiedNames = Map<string, Verified & { until: Date }>;
