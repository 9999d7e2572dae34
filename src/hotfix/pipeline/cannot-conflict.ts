import type { Hotfix } from '../hotfix.ts';

/**
 * A head merges without a conflict if it had everything of the target when their fork point was read, and the target
 * has not changed any of its files since: GitHub need not be asked, unless people want it looked at anew.
 */
export function cannotConflict(hotfix: Hotfix, sha: string, target: string): boolean {
  const { readings, targetChanges, rechecks } = hotfix;
  const isWhole = readings.forkPoints.some(
    (fork) => fork.sha === sha && fork.target === target && fork.behind === 0,
  );
  return isWhole && rechecks.length === 0 && !targetChanges.some((change) => change.target === target);
}
