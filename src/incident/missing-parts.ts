import type { ReportedRow } from '../hotfix/commands/parse-timeline.ts';
import type { Incident } from './incident.ts';
import { type PeopleParts, untouchedParts } from './people-parts.ts';
import { timelineOf } from './timeline.ts';

/** Something that a review still lacks. */
export type MissingPart =
  | { kind: 'row'; row: ReportedRow }
  | { kind: 'gap'; question: string }
  | { kind: 'improvement'; text: string }
  | { kind: 'no-improvements' }
  | { kind: 'runbook'; name: string };

/**
 * The missing parts of a review, in reading order; none: it is complete. Every row of its timeline is filled in then, each
 * gap is answered, each improvement is linked or declined, and each runbook is checked.
 */
export function missingParts(incident: Incident): MissingPart[] {
  const people = incident.review?.people ?? untouchedParts;
  const { gaps, improvements, noImprovements } = people;
  return [
    ...timelineOf(incident).rows.flatMap(({ row, how }): MissingPart[] =>
      how === 'open' ? [{ kind: 'row', row }] : [],
    ),
    ...gaps
      .filter(({ answered }) => !answered)
      .map(({ question }): MissingPart => ({ kind: 'gap', question })),
    ...improvements
      .filter(({ settled }) => !settled)
      .map(({ text }): MissingPart => ({ kind: 'improvement', text })),
    ...(improvements.length === 0 && !noImprovements ? [{ kind: 'no-improvements' as const }] : []),
    ...runbooksOf(incident)
      .filter(({ name, touched }) => !touched && !isSigned(name, people))
      .map(({ name }): MissingPart => ({ kind: 'runbook', name })),
  ];
}

/** The runbooks of all its repositories, each with its name in the review: `ledger:runbooks/a.md` is another repository's. */
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
