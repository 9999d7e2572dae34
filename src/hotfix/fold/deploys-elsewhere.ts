import type { DeployDispatched, DeploymentSeen } from '../../facts/fact.ts';
import { identityOf } from '../../facts/happened.ts';
import type { Policy } from '../../policy/policy.ts';
import type { DeployHint } from '../hotfix.ts';
import type { DeploySignals } from './deploys.ts';

type Signal = DeploymentSeen | DeployDispatched;

interface Trust {
  /** Id of the hotfix's repository. */
  repository: number;
  policy: Policy;
  /** Whether the sender of a signal may write in the hotfix's repository, by key of the signal; as GitHub said. */
  entitled: ReadonlyMap<string, boolean>;
}

/** The signals that count, and the hints. */
export function trustedSignals(
  { deployments, laneRuns, dispatches }: DeploySignals,
  trust: Trust,
): { signals: DeploySignals; deployHints: DeployHint[] } {
  const deployed = judgeElsewhere(deployments, trust);
  const dispatched = judgeElsewhere(dispatches, trust);
  return {
    signals: {
      deployments: deployed.counted.map((one) =>
        one.hidden ? { ...one, by: null, url: null, run: null } : one,
      ),
      laneRuns,
      dispatches: dispatched.counted.map((one) => (one.hidden ? { ...one, by: null, to: null } : one)),
    },
    deployHints: [...deployed.hints, ...dispatched.hints],
  };
}

/**
 * Whoever may write in one repository can say there that any commit was deployed. What another repository says of a
 * hotfix counts where the policy names that repository, or where the sender may write in the hotfix's own. All else is a
 * hint, which somebody has to confirm. A sender is asked about once for each commit.
 */
function judgeElsewhere<S extends Signal>(
  signals: readonly S[],
  trust: Trust,
): { counted: S[]; hints: DeployHint[] } {
  const counted = signals.filter((signal) => isTrusted(signal, trust));
  const trusted = new Set(counted);
  const told = signals.filter((signal) => !trusted.has(signal));
  const hints: DeployHint[] = [];
  for (const its of Map.groupBy(told, sentBy).values()) {
    const [first] = its;
    if (!first) continue;
    const { key, sha, at, by } = first;
    // GitHub knows no right of a bot's: the policy has to name where it speaks.
    const asked = by === null || by.bot ? false : (rulingOn(its, trust) ?? null);
    if (asked === true) counted.push(...its);
    else
      hints.push({
        key,
        sha,
        at: new Date(at),
        by,
        where: placeOf(first),
        entitled: asked,
        hidden: first.hidden === true,
      });
  }
  return { counted, hints };
}

function isTrusted(signal: Signal, { repository, policy }: Trust): boolean {
  if (signal.repository === repository || signal.needsRight !== true) return true;
  const where = placeOf(signal)?.toLowerCase();
  return policy.deploys.from.some((name) => name.toLowerCase() === where);
}

function rulingOn(signals: readonly Signal[], { entitled }: Trust): boolean | undefined {
  return signals.map(({ key }) => entitled.get(key)).find((ruling) => ruling !== undefined);
}

function sentBy({ sha, by }: Signal): string {
  return `${sha} ${by === null ? '' : identityOf(by)}`;
}

function placeOf(signal: Signal): string | null {
  return signal.kind === 'dispatch' ? signal.to : (signal.where ?? null);
}
