import { artefactKey } from '../../artefact/keys.ts';
import type { Fact, Tampered } from '../../facts/fact.ts';
import { countTampering } from '../../store/facts/facts.ts';
import { distrust, type OwnThing, ownThings, recordWritten } from '../../store/ledger/ledger.ts';
import type { Handle } from '../../store/tables.ts';

/** The same change is undone this often; after that it stays. */
export const mostTimes = 3;

/** Keeps tampering only with this App's own artefacts, and adds their hotfix. Other facts stay as they are. */
export async function ofOurs(tx: Handle, facts: Fact[]): Promise<Fact[]> {
  const ours: Fact[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'disturbed') {
      ours.push(fact);
      continue;
    }
    const [thing] = (await tamperedWith(tx, fact)).filter((one) => matters(fact, one));
    if (thing) ours.push({ ...fact, branch: thing.branch });
  }
  return ours;
}

/** Has what others changed written anew. Returns the repositories of which something was touched. */
export async function distrustTampered(tx: Handle, kept: Fact[], now: Date): Promise<Set<number>> {
  const touched = new Set<number>();
  for (const fact of kept) {
    if (fact.kind !== 'disturbed') continue;
    const { repository, what, number } = fact;
    if ((await countTampering(tx, repository, { what, number })) > mostTimes) continue;
    const things = await tamperedWith(tx, fact);
    for (const { key, kind } of things)
      if (kind !== 'status' || what === 'comment') await distrust(tx, repository, key);
    await expectLabel(tx, fact, things, now);
    if (fact.branch === null) touched.add(repository);
  }
  return touched;
}

/** A label that others added was never written; from now on it is known to be there. */
async function expectLabel(tx: Handle, fact: Tampered, things: OwnThing[], now: Date): Promise<void> {
  const { repository, number } = fact;
  const key = artefactKey.overdueLabel(number);
  const [thing] = things;
  if (fact.what !== 'label' || fact.change !== 'added' || !thing || things.some((one) => one.key === key))
    return;
  const of = { repository, key, kind: 'overdue-label', upkeep: 'current', subject: thing.subject } as const;
  await recordWritten(tx, { ...of, now, number, url: null, hash: '' });
}

/** This App's artefacts there: an issue, a status comment by its id, or those that a pull request with its labels carries. */
function tamperedWith(tx: Handle, { repository, what, number }: Tampered): Promise<OwnThing[]> {
  switch (what) {
    case 'issue':
      return ownThings(tx, repository, { kind: 'breach', number });
    case 'comment':
      return ownThings(tx, repository, { kind: 'status', number });
    case 'label':
      return ownThings(tx, repository, {
        keys: [artefactKey.labels(number), artefactKey.overdueLabel(number), artefactKey.status(number)],
      });
  }
}

/** Whether some issues are open is left to people. */
function matters({ change }: Tampered, { upkeep }: OwnThing): boolean {
  return change !== 'closed' || upkeep === 'current';
}
