/** IDs of deploys, which stay the same over later signals of the same deploy. Built and parsed here alone. */
import type { Deploy } from '../hotfix.ts';

export const deployId = {
  deployment: (deployment: number) => `deployment:${deployment}`,
  /** A run that made no deployment. */
  run: (run: number, attempt: number) => `run:${run}:${attempt}`,
  /** Only a dispatch is known of it: the commit was handed to another repository. */
  handedOver: (dispatch: string) => `${handedOver}${dispatch}`,
};

const handedOver = 'dispatch:';

/** The commit was handed to another repository, and how that deploy ended is unknown. */
export function isHandedOver({ id }: Pick<Deploy, 'id'>): boolean {
  return id.startsWith(handedOver);
}
