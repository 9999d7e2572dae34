import type { Step } from '../../facts/incident-facts.ts';
import { isFastLaneRun } from '../../policy/deploy-matching.ts';
import type { Policy } from '../../policy/policy.ts';
import { matchesGlob } from '../../policy/values/glob.ts';
import { successfulDeploys } from '../fold/deploys.ts';
import type { WorkflowRun } from '../hotfix.ts';
import type { Situation } from '../situation.ts';

/** The result of a gate on one commit of the backfill. */
export interface GateResult {
  sha: string;
  state: 'passed' | 'failed';
  url: string | null;
}

/** One gate of the policy: its result in the fast lane, and later on the backfill. */
export interface GateStory {
  gate: string;
  keep: boolean;
  lane: 'passed' | 'failed' | 'did-not-run' | 'not-known';
  /** URL of the job or check run that shows it. */
  url: string | null;
  /** Oldest first. */
  later: GateResult[];
}

export interface GateStories {
  /** The commit that was deployed last. */
  sha: string;
  gates: GateStory[];
  /** Checks of the backfill whose names match no gate. */
  others: { name: string; later: GateResult[] }[];
}

/** This gate is the deploy itself, whatever its job is called. */
const deployGate = 'production-deploy';

/**
 * Which gates ran before the production deploy, by the jobs, steps and check runs that had begun when it ended, and
 * what the same gates said on the backfill; `null`: it was never deployed. A gate that failed later is shown at once,
 * because the fast lane missed it; one that passed later is shown when the hotfix is over.
 */
export function gateStories(situation: Situation): GateStories | null {
  const { hotfix, inForce } = situation;
  const deploy = successfulDeploys(hotfix).at(-1);
  if (!deploy?.finishedAt) return null;
  const { sha, finishedAt } = deploy;
  const { gates } = inForce.policy.pipeline;
  const read = laneRuns(situation).map(({ id, attempt }) =>
    hotfix.readings.jobs.find((one) => one.run === id && one.attempt === attempt),
  );
  const jobs = read.flatMap((one) => one?.jobs ?? []);
  const here = hotfix.readings.checks[sha]?.checks ?? [];
  const before = here.filter(({ startedAt }) => startedAt !== null && new Date(startedAt) <= finishedAt);
  const ran = [
    ...jobs.flatMap(({ steps, ...job }) => [job, ...steps.map((step) => ({ ...step, url: job.url }))]),
    ...before,
  ];
  // A run that is still under way, or whose jobs have not been read, may have had any gate.
  const whole = ran.length > 0 && read.every((one) => one !== undefined);
  const later = laterChecks(situation, { sha, since: finishedAt });
  return {
    sha,
    gates: Object.entries(gates).map(([gate, { keep }]) => {
      const its = ran.filter(({ name }) => gateOf(name, gates) === gate);
      const seen = worst(its);
      const deployed = gate === deployGate && seen === undefined;
      const state = deployed ? 'passed' : stateOf(seen);
      return {
        gate,
        keep,
        lane: state ?? (whole ? 'did-not-run' : 'not-known'),
        url: deployed ? deploy.url : (seen?.url ?? null),
        later: resultsOf(later.filter(({ name }) => gateOf(name, gates) === gate)),
      };
    }),
    others: [
      ...Map.groupBy(
        later.filter(({ name }) => gateOf(name, gates) === null),
        ({ name }) => name,
      ),
    ]
      .map(([name, its]) => ({ name, later: resultsOf(its) }))
      .filter((one) => one.later.length > 0),
  };
}

/** Ended runs of the fast lane on the commit that was deployed last, the newest attempt of each. */
export function laneRuns({ hotfix, inForce }: Situation): WorkflowRun[] {
  const sha = successfulDeploys(hotfix).at(-1)?.sha;
  const lane = hotfix.runs.filter((run) => run.sha === sha && isFastLaneRun(inForce.policy, run));
  const newest = new Map<number, number>();
  for (const { id, attempt } of lane) newest.set(id, Math.max(attempt, newest.get(id) ?? attempt));
  return lane.filter(({ id, attempt }) => attempt === newest.get(id));
}

/** The gate that a name belongs to: the first one in the policy that matches it. */
function gateOf(name: string, gates: Policy['pipeline']['gates']): string | null {
  // A job of a reusable workflow has its caller's name before its own.
  const names = [name, name.split(' / ').at(-1) ?? name];
  const found = Object.entries(gates).find(([, { match }]) =>
    match.some((glob) => names.some((one) => matchesGlob(glob, one, { ignoreCase: true }))),
  );
  return found?.[0] ?? null;
}

type Seen = Step & { url: string | null };

/** The most telling of several results of one gate: a failure, else a pass. */
function worst(seen: Seen[]): Seen | undefined {
  const order: Step['state'][] = ['failed', 'passed', 'pending', 'skipped'];
  return order.flatMap((state) => seen.filter((one) => one.state === state))[0];
}

/** A skipped job has judged nothing, and one under way has not judged yet. */
function stateOf(seen: Seen | undefined): GateStory['lane'] | null {
  if (!seen) return null;
  if (seen.state === 'pending') return 'not-known';
  return seen.state === 'skipped' ? 'did-not-run' : seen.state;
}

interface Later extends Seen {
  sha: string;
}

function laterChecks(
  { hotfix, obligation }: Situation,
  { sha, since }: { sha: string; since: Date },
): Later[] {
  const isOver = obligation.kind !== 'open' && obligation.kind !== 'settling';
  const heads = [...new Set(hotfix.heads.map((head) => head.sha))];
  return heads.flatMap((head) =>
    (hotfix.readings.checks[head]?.checks ?? [])
      .filter(({ startedAt }) => (startedAt === null ? head !== sha : new Date(startedAt) > since))
      .filter(({ state }) => state === 'failed' || (isOver && state === 'passed'))
      .map(({ name, state, url }) => ({ name, state, url, sha: head })),
  );
}

/** One result for each commit: failed, if any of its checks failed. */
function resultsOf(checks: Later[]): GateResult[] {
  return [...Map.groupBy(checks, ({ sha }) => sha)].flatMap(([sha, its]) => {
    const told = worst(its);
    if (told?.state !== 'failed' && told?.state !== 'passed') return [];
    return [{ sha, state: told.state, url: told.url }];
  });
}
