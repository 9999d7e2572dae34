import type { Incident } from '../../incident/incident.ts';
import { noRunbookText, runbookTable } from '../runbook/runbook-table.ts';
import { nameOf } from './review-timeline.ts';

/** The runbooks of each repository of the incident; one that has none gets one to start from. */
export function runbooksText({ runbooks, hotfixes, home }: Incident): string[] {
  const { timezone } = home.inForce.policy;
  return runbooks.flatMap(({ repository, states, complete }) => {
    const of = hotfixes.find(({ hotfix }) => hotfix.repository.id === repository.id);
    const { paths, maxAge } = (of?.inForce ?? home.inForce).policy.runbooks;
    const heading = runbooks.length > 1 ? [`**${nameOf(repository)}**`] : [];
    if (!states) return [...heading, 'Not read yet.'];
    return [
      ...heading,
      states.length > 0
        ? runbookTable(states, { timezone, maxAge, complete })
        : noRunbookText(repository.name, paths),
    ];
  });
}
