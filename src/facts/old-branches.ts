import type { Fact, Pushed } from './fact.ts';
import { ghost } from './happened.ts';
import { factKey } from './keys.ts';
import { make } from './make.ts';

/** A branch under the prefix that was last moved before the App was installed. */
export interface OldBranch {
  branch: string;
  sha: string;
  movedAt: Date;
}

/**
 * An old branch becomes a hotfix once production runs it, and begins with that deploy. `null` until then. Nobody saw
 * its push, so the fact has little more than the commit.
 */
export function takenUp({ branch, sha }: OldBranch, facts: readonly Fact[]): Pushed | null {
  const deployed = facts.find(
    (fact) => fact.kind === 'deployment' && fact.sha === sha && fact.state === 'success',
  );
  if (deployed?.kind !== 'deployment') return null;
  return make.pushed({
    key: factKey.takenUp(branch, sha),
    at: deployed.createdAt,
    clock: 'receipt',
    repository: deployed.repository,
    branch,
    sha,
    before: null,
    forced: false,
    by: deployed.by ?? ghost,
    subject: null,
    commits: [sha],
    files: null,
    merging: false,
  });
}
