import { type Artefact, type CheckRun, checkRun, statusComment } from '../artefact/artefact.ts';
import { artefactKey } from '../artefact/keys.ts';
import type { By, Note } from '../artefact/rule.ts';
import { isBeforeEnforcement } from './before-enforcement.ts';
import type { Situation } from './situation.ts';

/** The check runs and the status comment, made from what all rules say. */
export function display(
  situation: Situation,
  notes: By<Note>[],
): { checkRuns: By<Artefact>[]; status: By<Artefact>[] } {
  const { obligation } = situation;
  if (obligation.kind === 'settling' || obligation.kind === 'renamed') return { checkRuns: [], status: [] };
  const shown = (one: Artefact): By<Artefact> => ({ ...one, rule: 'display' });
  return { checkRuns: checkRuns(situation, notes).map(shown), status: status(situation).map(shown) };
}

/** Every head has one check run. The newest says how things are, the others that a newer head replaced theirs. */
function checkRuns({ hotfix }: Situation, notes: By<Note>[]): CheckRun[] {
  const shared = new Set(hotfix.sharedHeads);
  const mine = [...new Set(hotfix.heads.map((head) => head.sha))].filter((sha) => !shared.has(sha));
  // A head that was merged keeps what its check run says of that.
  const merged = new Set(hotfix.pulls.filter((pull) => pull.state === 'merged').map((pull) => pull.head));
  const superseded = mine
    .filter((sha) => sha !== hotfix.lastHead && !merged.has(sha))
    .map((sha) => checkRun({ key: artefactKey.checkRun(sha), sha, conclusion: 'neutral', headline: null }));
  if (!mine.includes(hotfix.lastHead)) return superseded;
  const headline = notes.find((note) => note.weight === 'headline');
  if (!headline) throw new Error(`no rule says where ${hotfix.branch} stands`);
  const { rule, conclusion } = headline as Extract<typeof headline, { weight: 'headline' }>;
  const sha = hotfix.lastHead;
  return [checkRun({ key: artefactKey.checkRun(sha), sha, conclusion, headline: rule }), ...superseded];
}

/** On the pull request to the target, also after it has ended. */
function status(situation: Situation): Artefact[] {
  const { backfill, hotfix } = situation;
  if (!backfill) return [];
  const { number, endedAt } = backfill;
  const key = artefactKey.status(number);
  if (endedAt && isBeforeEnforcement(endedAt, situation) && !hotfix.ledger.written[key]) return [];
  return [statusComment({ key, number })];
}
