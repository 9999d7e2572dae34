import { addSeconds } from 'date-fns/addSeconds';
import { min } from 'date-fns/min';
import type { RepositoryContext } from '../context/repository-context.ts';
import type { Fact } from '../facts/fact.ts';
import { branchHead } from '../github/read/history.ts';
import type { Hotfix } from '../hotfix/hotfix.ts';
import { recordFacts } from '../intake/record/record-facts.ts';
import { headsKnown } from '../store/facts/history.ts';
import { changeSubjects } from '../store/subject-changes.ts';
import { hotfixSubject } from '../store/subject-key.ts';
import { issuesStandingOf, type SubjectVersion } from '../store/subject-version.ts';
import { saveSweep } from '../store/sweeps.ts';
import { readDeploys } from './history/deploys.ts';
import { openHistory } from './history/history.ts';
import { readTargetHistory } from './history/movements.ts';
import { restoreHotfixLedger, restoreIssues } from './restore-ledger.ts';
import { readHotfixHistory, readOwnIssues } from './resync-hotfix.ts';

/**
 * Before anything is decided about a hotfix that is older than this database, or whose beginning no delivery reported,
 * GitHub is asked for its whole history: earlier decisions, texts and commands may have been lost. `true`: it was asked
 * now, and the state may have changed.
 */
export async function restoreHistoryIfIncomplete(
  context: RepositoryContext,
  hotfix: Hotfix,
  { facts, standing }: { facts: Fact[]; standing: SubjectVersion },
): Promise<boolean> {
  const { work, repository } = context;
  const subject = hotfixSubject(repository.id, hotfix.branch);
  const { recalledAt: recalled, wholeSince: whole } = standing;
  const old = isOlder(hotfix.startedAt, whole) || (recalled === null && hasNoBeginning(facts, hotfix));
  const doubted = old && !(recalled && whole && recalled >= whole);
  if (!doubted && !isMissingPush(facts, hotfix, recalled)) return false;
  const memory = await openHistory(context);
  const now = work.now();
  const known = (await headsKnown(work.db, repository.id, hotfix.branch)).get(hotfix.branch) ?? null;
  const head = known === null ? null : await branchHead(context.github, hotfix.branch);
  const about = await readHotfixHistory(memory, hotfix.branch, { head, withChecks: true });
  const issues = (await readOwnIssues(memory)) ?? [];
  const begun = [...about.facts, ...facts].filter(({ kind }) => kind === 'pushed');
  const since = min([hotfix.startedAt, ...begun.map(({ at }) => new Date(at))]);
  const told = [
    ...about.facts,
    ...(await readTargetHistory(memory, since)),
    ...(await readDeploys(memory, since, about.runs)),
  ];
  await changeSubjects(work.db, async (tx, subjects) => {
    await recordFacts(tx, repository, told, { id: null, now, subjects });
    await restoreHotfixLedger(tx, memory, about);
    await restoreIssues(tx, memory, issues, subjects);
    subjects.markRecalled(subject.key, now);
    await saveSweep(tx, repository.id, { recalledAt: now });
  });
  work.log.info({ repository: repository.id, branch: hotfix.branch }, 'history read from GitHub');
  return true;
}

/** Before issues of the repository as a whole are written: those that were, by a database that is no more, are found. */
export async function restoreIssuesIfIncomplete(context: RepositoryContext): Promise<void> {
  const { work, repository } = context;
  const standing = await issuesStandingOf(work.db, repository);
  const { recalledAt: recalled, installedAt: installed, wholeSince: whole } = standing;
  const older = installed === null || isOlder(installed, whole);
  if (!whole || !older || (recalled && recalled >= whole)) return;
  const memory = await openHistory(context);
  const now = work.now();
  const issues = (await readOwnIssues(memory)) ?? [];
  await changeSubjects(work.db, async (tx, subjects) => {
    await restoreIssues(tx, memory, issues, subjects);
    await saveSweep(tx, repository.id, { recalledAt: now });
  });
}

/** GitHub's times are in whole seconds. */
export function isOlder(moment: Date, whole: Date | null): boolean {
  return whole !== null && addSeconds(moment, 1) <= whole;
}

/**
 * Something was deployed by the branch's name, and no push is known to have brought its commit: that push was lost, or the
 * name is a tag's.
 */
function isMissingPush(facts: Fact[], { branch, repository, heads, commits }: Hotfix, recalled: Date | null) {
  const known = new Set([...commits, ...heads.map(({ sha }) => sha)]);
  return facts
    .filter((fact) => fact.kind === 'deployment' || fact.kind === 'workflow-run')
    .filter((fact) => fact.repository === repository.id && fact.branch === branch && !known.has(fact.sha))
    .some(({ at }) => recalled === null || new Date(at) > recalled);
}

/** The first that is known of it is not that it was made. */
function hasNoBeginning(facts: Fact[], { branch }: Hotfix): boolean {
  const pushes = facts.filter((fact) => fact.kind === 'pushed' && fact.branch === branch);
  return !pushes.some((fact) => fact.kind === 'pushed' && fact.before === null);
}
