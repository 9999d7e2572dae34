import type { Fact, Tampered } from '../../facts/fact.ts';
import { countDisturbed } from '../../store/facts/facts.ts';
import { distrust, type OwnThing, ownThings, recordWritten } from '../../store/ledger/ledger.ts';
import type { Handle } from '../../store/tables.ts';

/** So often the same thing is put right; after that it is left to whoever insists. */
export const mostTimes = 3;

/** Of what others changed, what this App wrote, with the hotfix that it belongs to. Other facts stay as they are. */
export async function ofOurs(tx: Handle, facts: Fact[]): Promise<Fact[]> {
  const ours: Fact[] = [];
  for (const fact of facts) {
    if (fact.kind !== 'disturbed') {
      ours.push(fact);
      continue;
    }
    const [thing] = (await ownThings(tx, fact.repository, fact)).filter((one) => matters(fact, one));
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
    if ((await countDisturbed(tx, repository, { what, number })) > mostTimes) continue;
    const things = await ownThings(tx, repository, fact);
    for (const { key } of things)
      if (!key.startsWith('status:') || what === 'comment') await distrust(tx, repository, key);
    await expectLabel(tx, fact, things, now);
    if (fact.branch === null) touched.add(repository);
  }
  return touched;
}

/** A label that others added was never written; from now on it is known to be there. */
async function expectLabel(tx: Handle, fact: Tampered, things: OwnThing[], now: Date): Promise<void> {
  const { repository, number } = fact;
  const key = `overdue-label:${number}`;
  const [thing] = things;
  if (fact.what !== 'label' || fact.change !== 'added' || !thing || things.some((one) => one.key === key))
    return;
  await recordWritten(tx, { repository, key, subject: thing.subject, now, number, url: null, hash: '' });
}

/** Some issues are left to people: how often the lane was used, and what went past the pipeline. */
function matters({ change }: Tampered, { key }: OwnThing): boolean {
  return change !== 'closed' || !/^breach:(?:frequency|bypassed):/.test(key);
}
