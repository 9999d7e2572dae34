import type { ToldRow } from '../hotfix/commands/parse-timeline.ts';
import type { Incident } from './incident.ts';
import type { PeopleParts } from './people-parts.ts';
import type { Timeline } from './timeline.ts';

/** One thing that a review still lacks. */
export type ReviewGap =
  | { kind: 'row'; row: ToldRow }
  | { kind: 'gap'; question: string }
  | { kind: 'improvement'; text: string }
  | { kind: 'no-improvements' }
  | { kind: 'runbook'; name: string };

/**
 * What a review lacks, in the order in which it is read; none: it is complete. Every row of the timeline is known or
 * said not to be, each gap is answered, each improvement is on its way or declined, each runbook was looked at.
 */
export function missingFrom(incident: Incident, timeline: Timeline, people: PeopleParts): ReviewGap[] {
  const { gaps, improvements, noImprovements } = people;
  return [
    ...timeline.rows.flatMap(({ row, how }): ReviewGap[] => (how === 'open' ? [{ kind: 'row', row }] : [])),
    ...gaps.filter(({ answered }) => !answered).map(({ question }): ReviewGap => ({ kind: 'gap', question })),
    ...improvements
      .filter(({ settled }) => !settled)
      .map(({ text }): ReviewGap => ({ kind: 'improvement', text })),
    ...(improvements.length === 0 && !noImprovements ? [{ kind: 'no-improvements' as const }] : []),
    ...runbooksOf(incident)
      .filter(({ name, touched }) => !touched && !isSigned(name, people))
      .map(({ name }): ReviewGap => ({ kind: 'runbook', name })),
  ];
}

/** The runbooks of all its repositories, by the names that they have in the review: those of other repositories with theirs. */
export function runbooksOf({ runbooks, home }: Pick<Incident, 'runbooks' | 'home'>) {
  return runbooks.flatMap(({ repository, states }) =>
    (states ?? []).map((state) => ({
      ...state,
      repository,
      name: repository.id === home.repository.id ? state.path : `${repository.name}:${state.path}`,
    })),
  );
}

function isSigned(name: string, { runbooks }: PeopleParts): boolean {
  return runbooks.some((one) => one.path === name && one.settled);
}
