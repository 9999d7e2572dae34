import { addMilliseconds } from 'date-fns/addMilliseconds';
import { type ProductionDeploy, sameEnvironment } from '../hotfix/production-deploys.ts';
import { waitForPushOfDeploy } from '../waiting/timings.ts';

/** What is known of where a deployed commit is. */
export interface CommitPlace {
  /** When a push first brought it to the target or to a hotfix branch; `null`: none did. */
  arrivedAt: Date | null;
  /** What GitHub said when it was asked, because no push had told; `null`: it was not asked. */
  read: 'target' | 'hotfix' | 'neither' | 'gone' | null;
}

/** Production ran commits that were on neither the target nor a hotfix branch: from one deploy until the cure. */
export interface RogueFinding {
  environment: string;
  /** Oldest first; the first one names the finding. */
  deploys: [first: ProductionDeploy, ...later: ProductionDeploy[]];
  /** What ran there before. */
  before: ProductionDeploy | null;
  cure:
    | null
    /** A commit that belongs there took its place. */
    | { kind: 'replaced'; by: ProductionDeploy }
    /** All of them came to the target or to a hotfix branch. */
    | { kind: 'arrived'; at: Date };
}

export interface RogueReport {
  findings: RogueFinding[];
  /** Commits of which GitHub must be asked where they are. */
  unplaced: string[];
  /** When a deploy that was just reported may be looked up. */
  askAgainAt: Date | null;
}

/**
 * Deploys of commits that never met the full pipeline and are no hotfix either. `deploys`: oldest first. What is not
 * known opens nothing, and cures nothing.
 */
export function rogueDeploys(
  deploys: readonly ProductionDeploy[],
  places: ReadonlyMap<string, CommitPlace>,
  now: Date,
): RogueReport {
  const findings: RogueFinding[] = [];
  const unplaced = new Set<string>();
  const waiting: Date[] = [];
  for (const deploy of deploys) {
    const kind = judge(deploy, places.get(deploy.sha));
    const current = findings.findLast((one) => sameEnvironment(one.environment, deploy.environment));
    const open = current?.cure?.kind === 'replaced' ? undefined : current;
    if (kind === 'unknown') {
      const from = addMilliseconds(deploy.at, waitForPushOfDeploy);
      if (now >= from) unplaced.add(deploy.sha);
      else waiting.push(from);
    } else if (kind === 'regular') {
      if (open) open.cure = { kind: 'replaced', by: deploy };
    } else if (kind === 'rogue') {
      if (open) open.deploys.push(deploy);
      else findings.push(begin(deploy, deploys));
    }
  }
  for (const finding of findings) finding.cure ??= arrival(finding, places);
  const askAgainAt = waiting.sort((a, b) => a.getTime() - b.getTime())[0] ?? null;
  return { findings, unplaced: [...unplaced], askAgainAt };
}

function begin(deploy: ProductionDeploy, deploys: readonly ProductionDeploy[]): RogueFinding {
  const before = deploys
    .slice(0, deploys.indexOf(deploy))
    .findLast((one) => sameEnvironment(one.environment, deploy.environment));
  return { environment: deploy.environment, deploys: [deploy], before: before ?? null, cure: null };
}

/** By the commit alone: what was asked to be deployed may be a tag that is named like a hotfix branch. */
function judge(
  { at }: ProductionDeploy,
  place: CommitPlace | undefined,
): 'regular' | 'rogue' | 'unknown' | 'unknowable' {
  const { arrivedAt = null, read = null } = place ?? {};
  // It was on neither when GitHub was asked: that it came there later cures the breach, and does not undo it.
  if (read === 'neither') return arrivedAt && arrivedAt <= at ? 'regular' : 'rogue';
  if (arrivedAt || read === 'target' || read === 'hotfix') return 'regular';
  return read === 'gone' ? 'unknowable' : 'unknown';
}

function arrival({ deploys }: RogueFinding, places: ReadonlyMap<string, CommitPlace>): RogueFinding['cure'] {
  const times = deploys.map(({ sha }) => places.get(sha)?.arrivedAt ?? null);
  const known = times.filter((time) => time !== null);
  if (known.length < times.length) return null;
  return { kind: 'arrived', at: new Date(Math.max(...known.map((time) => time.getTime()))) };
}
