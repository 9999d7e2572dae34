/** Policies for tests, from the text of a file. */

import { policyOf } from '../../src/policy/layers.ts';
import { parsePolicy } from '../../src/policy/parse-policy.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { policyPath } from '../../src/policy/policy-file.ts';
import type { PolicyInForce } from '../../src/policy/policy-in-force.ts';

export function policyFrom(yaml: string): Policy {
  const parsed = parsePolicy(yaml);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.mistakes));
  return policyOf([{ level: 'repository', file: parsed.file }]).policy;
}

export function inForceFrom(yaml: string, rest: Partial<PolicyInForce> = {}): PolicyInForce {
  return inForceOf(policyFrom(yaml), rest);
}

export function inForceOf(policy: Policy, rest: Partial<PolicyInForce> = {}): PolicyInForce {
  return {
    policy,
    origin: 'file',
    path: policyPath,
    mistakes: [],
    remarks: [],
    brokenBy: null,
    enforcedSince: null,
    ...rest,
  };
}
