import { reminderSchedule } from '../../src/hotfix/reminders.ts';
import { parsePolicy } from '../../src/policy/parse-policy.ts';

/** When the first reminder is sent about a debt that is due at `deadline`, under a policy file's `reminders`. */
export function firstReminder(
  deadline: string,
  file: { timezone: string; reminders: string },
): string | null {
  const parsed = parsePolicy(`timezone: ${file.timezone}\nreminders: { ${file.reminders} }`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return reminderSchedule(new Date(deadline), parsed.policy, new Date(0)).nextAt?.toISOString() ?? null;
}
