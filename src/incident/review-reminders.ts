import { addMilliseconds } from 'date-fns/addMilliseconds';
import { hoursToMinutes } from 'date-fns/hoursToMinutes';
import { type ReminderSchedule, reminderSchedule } from '../hotfix/reminder-schedule.ts';
import type { PolicyInForce } from '../policy/effective-policy.ts';
import { reviewReminderEvery } from '../waiting/timings.ts';

/** When people are at work, where the policy does not say when not to remind them. */
const evening = { from: hoursToMinutes(17), until: hoursToMinutes(9) };
const workdays = [1, 2, 3, 4, 5];

const beforeAll = new Date(0);

/** When a review is due: the first moment in working hours, also where nobody is to be reminded. */
export function reviewDueAt(openedAt: Date, inForce: PolicyInForce): Date {
  const reminders = { ...inForce.policy.reminders, limit: 1 };
  const once = { ...inForce, policy: { ...inForce.policy, reminders }, enforcedSince: null };
  return reviewReminders(openedAt, once, beforeAll).nextAt ?? openedAt;
}

/** A review is reminded of when it is due, then weekly, in working hours. */
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
