import type { Standing } from '../../hotfix/situation.ts';

/** The commit to restore: the one that production got last. The plan knows of a discarded one that it has some. */
export function lastDeployed({ deployed }: Extract<Standing, { kind: 'discarded' }>): string {
  return deployed.at(-1) ?? '';
}
