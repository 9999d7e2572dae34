import type { Artefact } from '../artefact/artefact.ts';
import { applyMode } from '../artefact/mode.ts';
import type { Question } from '../artefact/question.ts';
import { type By, earliestAfter, follow, type Plan, type Rule } from '../artefact/rule.ts';
import { confirmationDueSince } from './confirm-before-notifying.ts';
import { display } from './display.ts';
import { isRefused, waitsOver } from './refusals.ts';
import { abandoned } from './rules/abandoned.ts';
import { bringToTarget } from './rules/backfill.ts';
import { bypassed } from './rules/bypassed.ts';
import { closedUnmerged } from './rules/closed-unmerged.ts';
import { answerCommands } from './rules/commands.ts';
import { deployHints } from './rules/deploy-hints.ts';
import { discarded } from './rules/discarded.ts';
import { done } from './rules/done.ts';
import { forkPoint } from './rules/fork-point.ts';
import { fullPipeline } from './rules/full-pipeline.ts';
import { policyLabels } from './rules/labels.ts';
import { laneGates } from './rules/lane-gates.ts';
import { misnamed } from './rules/misnamed.ts';
import { moreToCome } from './rules/more-to-come.ts';
import { overdue } from './rules/overdue.ts';
import { brokenPolicyFile } from './rules/policy-file.ts';
import { remind } from './rules/reminder.ts';
import { renamed } from './rules/renamed.ts';
import { policyReviewers } from './rules/reviewers.ts';
import { searchForFix } from './rules/search-target.ts';
import { takenBack } from './rules/taken-back.ts';
import { whereabouts } from './rules/whereabouts.ts';
import type { Situation } from './situation.ts';

/**
 * All that this App does about one hotfix. The order is that of importance: where several rules say where the hotfix
 * stands, the first one gives the check run its title and its conclusion.
 */
export const hotfixRules = {
  // Where the branch and the fix are: asked first.
  whereabouts,
  'fork-point': forkPoint,
  'search-target': searchForFix,
  // It is over, one way or another.
  discarded,
  abandoned,
  done,
  renamed,
  // What is in the way.
  'policy-file': brokenPolicyFile,
  misnamed,
  'closed-unmerged': closedUnmerged,
  'taken-back': takenBack,
  backfill: bringToTarget,
  'full-pipeline': fullPipeline,
  // What the backfill carries.
  labels: policyLabels,
  reviewers: policyReviewers,
  // What is broken, and whom to remind.
  overdue,
  reminder: remind,
  bypassed,
  // What people ask, and what the review will ask.
  commands: answerCommands,
  'deploy-hints': deployHints,
  'lane-gates': laneGates,
  'more-to-come': moreToCome,
} satisfies Record<string, Rule<Situation>>;

/** What should exist on GitHub for a hotfix. `heldBack`: artefacts that `observe` mode shows in the check run only. */
export type HotfixPlan = Plan<Question> & { heldBack: By<Artefact>[] };

/**
 * What should exist on GitHub for this hotfix at this moment, what GitHub must be asked first, and when to look again
 * if nothing happens. Running it twice, late, or after a crash gives the same answer.
 */
export function plan(situation: Situation, now: Date): HotfixPlan {
  const { hotfix, inForce } = situation;
  const wanted = follow<Situation, Question>(hotfixRules, situation, now);
  const unconfirmed = confirmationDueSince(situation, now) !== null;
  const isThere = (key: string): boolean => hotfix.ledger.written[key] !== undefined;
  const { checkRuns, status } = display(situation, wanted.notes);
  const artefacts = [...checkRuns, ...wanted.artefacts, ...status]
    // Whether it may be opened again is the rule's own matter.
    .filter(({ kind, key }) => kind === 'backfill' || !isRefused(hotfix.ledger.refused[key], now))
    // Everybody notices it: what is there already is kept up to date meanwhile.
    .filter(({ alerts, key }) => !unconfirmed || !alerts || isThere(key))
    // It would be written again within seconds. A check run is made at once.
    .filter(
      ({ mirrors, key, kind }) => !wanted.settling || !mirrors || (kind === 'check-run' && !isThere(key)),
    );
  const lookAgainAt = earliestAfter(now, [wanted.lookAgainAt, ...waitsOver(hotfix.ledger.refused)]);
  return applyMode({ ...wanted, artefacts, lookAgainAt }, inForce.policy.mode);
}
