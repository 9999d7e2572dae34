import { policyOf } from './layers.ts';
import type { Policy } from './policy.ts';

/** What is in force where no file says otherwise. */
export const defaultPolicy: Policy = policyOf([]).policy;
