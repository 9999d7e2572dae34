import type { Installation } from '../github/github.ts';
import { isGone, readPolicyFile } from '../github/policy-file.ts';
import type { Repository } from '../hotfix/hotfix.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { PolicyMistake } from '../policy/policy.ts';
import type { PolicyInForce } from '../policy/policy-in-force.ts';
import { findPolicy, savePolicy } from '../store/policies.ts';
import type { Work } from './work.ts';

/**
 * The policy of a repository: as it was last read, and read again only where a push says that it changed. While
 * GitHub does not answer, the last one stays in force; where none was ever read there is nothing to decide by, and
 * the failure is thrown so that the work is tried again. `unread`: it has changed, and has yet to be read.
 */
export async function policyInForce(
  work: Work,
  github: Installation,
  repository: Repository,
): Promise<{ inForce: PolicyInForce; unread: boolean }> {
  const { db, log, now } = work;
  const known = await findPolicy(db, repository.id);
  if (known && !known.stale) return { inForce: known.inForce, unread: false };
  const readAt = now();
  try {
    const inForce = await readNow(github, repository, known?.inForce ?? null, known?.changedBy ?? null);
    await savePolicy(db, { repository: repository.id, inForce, readAt, changedBy: known?.changedBy ?? null });
    return { inForce, unread: false };
  } catch (error) {
    if (!known) throw error;
    log.warn({ err: error, repository: repository.id }, 'policy file not read; the last one stays in force');
    return { inForce: known.inForce, unread: true };
  }
}

async function readNow(
  github: Installation,
  repository: Repository,
  last: PolicyInForce | null,
  changedBy: string | null,
): Promise<PolicyInForce> {
  const file = await readPolicyFile(github, repository);
  if (file.kind === 'absent') {
    const hadOne = last !== null && last.origin !== 'defaults';
    if (hadOne && !(await isGone(github, repository))) throw new Error('the policy file is there again');
    return { policy: defaultPolicy, origin: 'defaults', mistakes: [], notInForce: [], brokenBy: null };
  }
  const parsed =
    file.kind === 'text' ? parsePolicy(file.text) : { ok: false as const, mistakes: [unreadable] };
  if (parsed.ok) {
    return {
      policy: parsed.policy,
      origin: 'file',
      mistakes: [],
      notInForce: parsed.notInForce,
      brokenBy: null,
    };
  }
  const { mistakes } = parsed;
  const good = last && last.origin !== 'defaults' ? last : null;
  return {
    policy: good?.policy ?? defaultPolicy,
    origin: good ? 'last-good' : 'defaults',
    mistakes,
    notInForce: good?.notInForce ?? [],
    brokenBy: changedBy,
  };
}

const unreadable: PolicyMistake = {
  line: 1,
  column: 1,
  path: '',
  message: 'This is not a text file of at most 64 KiB; write the policy as a plain YAML file.',
};
