import type { Consequences } from '../../artefact/rule.ts';
import type { Incident, ReviewQuestion } from '../incident.ts';

/** Whoever fills in a row from another repository must be able to write where the review is: that is asked first. */
export function askAboutRows({ fromElsewhere, home }: Incident): Consequences<never, never, ReviewQuestion> {
  return {
    questions: fromElsewhere
      .filter(({ entitled }) => entitled === null)
      .map(({ moment: { command } }) => ({
        kind: 'entitlement',
        about: command.key,
        login: command.by.login,
        repository: home.repository,
      })),
  };
}
