import type { Hotfix } from '../hotfix.ts';

/**
 * A head that had everything of the target when it was read where they parted, of which no file was changed on the
 * target since, merges without a conflict: GitHub need not be asked. Where people want it looked at anew, it is.
 */
export function cannotConflict(hotfix: Hotfix, sha: string, target: string): boolean {
  const { forkPoints, touches, rechecks } = hotfix;
  const whole = forkPoints.some((fork) => fork.sha === sha && fork.target === target && fork.behind === 0);
  return whole && rechecks.length === 0 && !touches.some((touch) => touch.target === target);
}
