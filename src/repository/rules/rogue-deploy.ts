import { type Issue, issue } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences, Occurrence } from '../../artefact/rule.ts';
import { type RogueFinding, rogueDeploys } from '../rogue-deploys.ts';
import type { PlaceQuestion, RepositorySituation } from '../situation.ts';

/**
 * Production ran a commit that is on neither the target nor a hotfix branch: one issue from the first such deploy until the
 * cure. GitHub is asked where a commit is that no push is known to have brought.
 */
export function rogueDeploy(
  { deploys, places, inForce }: RepositorySituation,
  now: Date,
): Consequences<Issue, never, PlaceQuestion, Occurrence> {
  const { labels, assignees } = inForce.policy.issues;
  const { findings, unplaced, askAgainAt } = rogueDeploys(deploys, places, now);
  return {
    artefacts: findings.map((finding) =>
      issue({ key: keyOf(finding), state: stateOf(finding), upkeep: 'current', labels, assignees }),
    ),
    news: findings.map((finding) => ({
      event: 'breach',
      state: stateOf(finding),
      name: nameOf(finding),
      at: whenEnded(finding) ?? finding.deploys[0].at,
      continues: false,
      issue: keyOf(finding),
    })),
    questions: unplaced.map((sha) => ({ kind: 'place', sha })),
    until: askAgainAt,
  };
}

/** The finding that an issue is about. */
export function rogueFinding(
  { deploys, places }: RepositorySituation,
  { key }: Pick<Issue, 'key'>,
  now: Date,
): RogueFinding {
  const found = rogueDeploys(deploys, places, now).findings.find((one) => keyOf(one) === key);
  if (!found) throw new Error(`no rogue deploy is known that ${key} is about`);
  return found;
}

function nameOf({ deploys: [first] }: RogueFinding): string {
  return String(first.deployment);
}

function keyOf(finding: RogueFinding): Issue['key'] {
  return artefactKey.breach('rogue-deploy', nameOf(finding));
}

function stateOf({ cure }: RogueFinding): Issue['state'] {
  return cure ? 'closed' : 'open';
}

function whenEnded({ cure }: RogueFinding): Date | null {
  if (!cure) return null;
  return cure.kind === 'replaced' ? cure.by.at : cure.at;
}
