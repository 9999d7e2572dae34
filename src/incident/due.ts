import { addMilliseconds } from 'date-fns/addMilliseconds';
import { hoursToMinutes } from 'date-fns/hoursToMinutes';
import { type ReminderSchedule, reminderSchedule } from '../hotfix/reminder-schedule.ts';
import type { PolicyInForce } from '../policy/policy-in-force.ts';
import { reviewReminderEvery } from '../waiting/timings.ts';

/** Outside working hours, where the policy sets no quiet hours. */
const evening = { from: hoursToMinutes(17), until: hoursToMinutes(9) };
const workdays = [1, 2, 3, 4, 5];

const beforeAll = new Date(0);

/** When a review is due: in working hours, also where the policy wants no reminders. */
export function reviewDueAt(openedAt: Date, inForce: PolicyInForce): Date {
  const reminders = { ...inForce.policy.reminders, limit: 1 };
  const once = { ...inForce, policy: { ...inForce.policy, reminders }, enforcedSince: null };
  return reviewReminders(openedAt, once, beforeAll).nextAt ?? openedAt;
}

/** People are reminded when the review is due, then weekly, in working hours. */
export function reviewReminders(
  openedAt: Date,
  { policy, enforcedSince }: PolicyInForce,
  now: Date,
): ReminderSchedule {
  const { limit, quietHours, weekdays } = policy.reminders;
  const reminders = {
    every: reviewReminderEvery,
    limit,
    quietHours: quietHours ?? evening,
    weekdays: weekdays ?? workdays,
  };
  const due = addMilliseconds(openedAt, policy.review.due);
  return reminderSchedule(due, { ...policy, reminders }, now, enforcedSince);
}
