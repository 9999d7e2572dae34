import { entitledIn } from '../facts/entitlement.ts';
import type { Fact } from '../facts/fact.ts';
import type { Repository } from '../facts/repository.ts';
import { type ReportedMoment, reportedMoments } from '../hotfix/commands/accepted-commands.ts';
import type { Situation } from '../hotfix/situation.ts';
import type { RowFromElsewhere } from './incident.ts';

/**
 * Rows given in other repositories than the review's. Anybody who may write somewhere can push a branch that names the
 * incident: that is no right to write the review.
 */
export function rowsFromElsewhere(
  hotfixes: readonly Situation[],
  home: Repository,
  facts: Fact[],
): RowFromElsewhere[] {
  return momentsElsewhere(hotfixes, home).map((moment) => {
    const about = { repository: home.id, key: moment.command.key };
    return { moment, entitled: entitledIn(facts, about) };
  });
}

/** What was told where the hotfixes of other repositories are. */
export function momentsElsewhere(
  hotfixes: readonly Situation[],
  home: Pick<Repository, 'id'>,
): ReportedMoment[] {
  return hotfixes
    .filter(({ hotfix }) => hotfix.repository.id !== home.id)
    .flatMap(({ hotfix }) => reportedMoments(hotfix));
}
