import { addMilliseconds } from 'date-fns/addMilliseconds';
import { max } from 'date-fns/max';
import type { Check } from '../../facts/fact.ts';
import { isOwnCheckName } from '../../policy/own-names.ts';
import type { Policy } from '../../policy/policy.ts';
import { isGlob, matchesGlob } from '../../policy/values/glob.ts';
import { waitForFullPipeline } from '../../waiting/timings.ts';
import type { Hotfix, PullRequest } from '../hotfix.ts';
import type { PipelineVerdict } from '../situation.ts';
import { lastReading } from './check-events.ts';

/**
 * The head of an open pull request. The event of a push comes before that of the pull request, whose head is then an
 * older one.
 */
export function headOf(hotfix: Hotfix, open: PullRequest): string {
  const known = hotfix.heads.some((head) => head.sha === open.head);
  return known ? hotfix.lastHead : open.head;
}

/** Verdict of the full pipeline on the head of the backfill, as last read. `unknown`: not read yet. */
export function pipelineVerdict(
  hotfix: Hotfix,
  policy: Policy,
  backfill: PullRequest | null,
): PipelineVerdict {
  const reading = backfill && lastReading(hotfix, headOf(hotfix, backfill));
  const required = requiredNames(hotfix, policy, backfill);
  if (!reading) return { state: 'unknown', rule: required?.rule ?? 'all', checks: [] };
  // GitHub is not asked which are required before there are any.
  if (!required) return { state: reading.checks.length > 0 ? 'unknown' : 'pending', rule: 'all', checks: [] };

  // A check with the name of this App's own is not part of the pipeline.
  const others = reading.checks.filter(({ name }) => !isOwnCheckName(name));
  const byName = Map.groupBy(others, ({ name }) => name);
  const counted = required.names
    ? required.names.flatMap((name) => matching(name, { others, byName }))
    : others.filter((check) => check.state !== 'skipped');
  const checks = counted
    .map(({ name, state, url }) => ({ name, state, url }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const verdict = { rule: required.rule, checks };

  if (checks.some((check) => check.state === 'failed')) return { state: 'failed', ...verdict };
  if (!checks.every((check) => check.state === 'passed')) return { state: 'pending', ...verdict };
  if (checks.length === 0) return { state: 'pending', ...verdict };
  if (required.rule === 'all' && !pipelineShown(reading, hotfix, backfill))
    return { state: 'pending', ...verdict };
  return { state: 'passed', ...verdict };
}

interface Required {
  rule: PipelineVerdict['rule'];
  /** `null`: all that there are. */
  names: string[] | null;
}

/** `null`: the target's required checks have not been read. */
export function requiredNames(hotfix: Hotfix, policy: Policy, backfill: PullRequest | null): Required | null {
  const globs = policy.backfill.requiredChecks;
  if (globs.length > 0) return { rule: 'policy', names: globs };
  const read = hotfix.readings.requiredChecks;
  if (!read || read.target !== backfill?.base) return null;
  const names = read.names.filter((name) => !isOwnCheckName(name));
  return names.length > 0 ? { rule: 'target', names } : { rule: 'all', names: null };
}

type Counted = PipelineVerdict['checks'][number];

/** A required check that was skipped has judged nothing: GitHub counts it as passed, and this App does not. */
function matching(
  glob: string,
  { others, byName }: { others: Check[]; byName: Map<string, Check[]> },
): Counted[] {
  const found = isGlob(glob)
    ? others.filter(({ name }) => matchesGlob(glob, name))
    : (byName.get(glob) ?? []);
  return found.length > 0 ? found : [{ name: glob, state: 'missing', url: null }];
}

/** When the full pipeline can begin: the pull request and its head must exist. */
export function pipelineStart(hotfix: Hotfix, backfill: PullRequest): Date {
  const head = hotfix.heads.findLast(({ sha }) => sha === headOf(hotfix, backfill));
  return max([backfill.createdAt, ...(head ? [head.at] : [])]);
}

/** A check that began after the pull request was opened is the full pipeline's; on a later head, any may be the lane's. */
function pipelineShown(
  reading: { checks: Check[]; readAt: Date },
  hotfix: Hotfix,
  backfill: PullRequest,
): boolean {
  const start = pipelineStart(hotfix, backfill);
  const first = start.getTime() === backfill.createdAt.getTime();
  const begunSince = reading.checks.some(
    (check) => check.state === 'passed' && check.startedAt !== null && new Date(check.startedAt) >= start,
  );
  return (first && begunSince) || reading.readAt >= addMilliseconds(start, waitForFullPipeline);
}
