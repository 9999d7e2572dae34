import { type Environment, type ReportFault, settingOf } from './faults.ts';

/** GitHub's log lists a delivery for up to seven days: one deleted here sooner would be fetched again as lost. */
const shortest = 8;
const longest = 3_650;

/** How many days a processed delivery is kept. */
export function readRetention(env: Environment, fault: ReportFault): number {
  const value = settingOf(env, 'DELIVERY_RETENTION_DAYS') ?? '30';
  const days = /^\d{1,4}$/.test(value) ? Number(value) : 0;
  if (days < shortest || days > longest) {
    fault(
      'DELIVERY_RETENTION_DAYS',
      `is not a number of days. Write a whole number from ${shortest} to ${longest}.`,
    );
  }
  return days;
}
