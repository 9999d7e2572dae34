import { reminderSchedule } from '../../src/hotfix/reminder-schedule.ts';
import { policyFrom } from '../support/policy.ts';

/** When the first reminder is sent about an obligation that is due at `deadline`, under a policy file's `reminders`. */
export function firstReminder(
  deadline: string,
  file: { timezone: string; reminders: string },
): string | null {
  const policy = policyFrom(`timezone: ${file.timezone}
reminders: { ${file.reminders} }`);
  return reminderSchedule(new Date(deadline), policy, new Date(0)).nextAt?.toISOString() ?? null;
}
