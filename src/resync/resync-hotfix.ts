import { kindOfArtefact, parseArtefactKey } from '../artefact/keys.ts';
import { hintOfChecks } from '../facts/checks-hint.ts';
import type { Fact, Pushed } from '../facts/fact.ts';
import type { OldBranch } from '../facts/old-branches.ts';
import { ownIssues } from '../github/read/history.ts';
import { hotfixRules } from '../hotfix/plan.ts';
import { movementsOf } from '../store/facts/history.ts';
import { entriesOfSubject } from '../store/ledger/ledger.ts';
import { hotfixSubject } from '../store/subject-key.ts';
import { readDiscussion } from './history/about.ts';
import type { RunInHistory } from './history/deploys.ts';
import { type OwnArtefact, ownChecks, ownIssuesAmong } from './history/find-own-artefacts.ts';
import type { History } from './history/history.ts';
import { readMovements } from './history/movements.ts';

/** GitHub's history of one hotfix, and the part of it that was not known. */
export interface HotfixHistory {
  branch: string;
  facts: Fact[];
  own: OwnArtefact[];
  runs: RunInHistory[];
  labels: Map<number, string[]>;
  /** Pull requests and issues whose comments were read. */
  read: Set<number>;
  /** It was last moved before the App came: it is no hotfix of the App's. */
  old: OldBranch | null;
}

/** `head`: where the branch is now; `null`: it is gone. Check runs are looked for where nothing is known of them. */
export async function readHotfixHistory(
  memory: History,
  branch: string,
  { head, withChecks }: { head: string | null | 'unmoved'; withChecks: boolean },
): Promise<HotfixHistory> {
  const { work, repository } = memory.context;
  const { facts, old } =
    head === 'unmoved' ? { facts: [], old: null } : await readMovements(memory, branch, head);
  if (old) return { ...nothing(branch), old };
  const known = await movementsOf(work.db, repository.id, branch);
  if (known.length === 0 && facts.length === 0) return nothing(branch);
  const entries = await entriesOfSubject(work.db, repository.id, hotfixSubject(repository.id, branch).key);
  const issues = entries.flatMap(({ key, number }) =>
    kindOfArtefact(key) === 'breach' && number !== null ? [number] : [],
  );
  const about = await readDiscussion(memory, branch, issues);
  const heads = [...known, ...facts].filter(isPush).map(({ sha }) => sha);
  const checks = withChecks ? await ownChecks(memory, heads) : [];
  // Where the push of a commit was missed, so were changes of its checks.
  const missed = withChecks ? heads.slice(-1) : heads.slice(known.filter(isPush).length);
  const hints = missed.map((sha) => hintOfChecks(repository.id, sha, work.now()));
  return {
    ...about,
    branch,
    facts: [...facts, ...hints, ...about.facts],
    own: [...about.own, ...checks],
    old: null,
  };
}

function isPush(fact: Fact): fact is Pushed {
  return fact.kind === 'pushed';
}

function nothing(branch: string): HotfixHistory {
  return { branch, facts: [], own: [], runs: [], labels: new Map(), read: new Set(), old: null };
}

/** Issues that this App opened; `null`: as when they were last read. */
export async function readOwnIssues(memory: History): Promise<OwnArtefact[] | null> {
  const { github } = memory.context;
  const issues = await ownIssues(github, { etags: memory.etags });
  return issues && ownIssuesAmong(memory, issues);
}

/** The branch of the hotfix that an issue is about; `null` for what concerns the repository as a whole. */
export function branchOfIssue(key: string): string | null {
  const parsed = parseArtefactKey(key);
  if (parsed?.kind !== 'breach' || parsed.about === '') return null;
  return Object.hasOwn(hotfixRules, parsed.rule) ? parsed.about : null;
}
