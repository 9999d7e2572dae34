import { filesNaming, type Removed, removeRepository, repositoryNamed } from '../store/operator/remove.ts';
import { removePerson } from '../store/operator/remove-person.ts';
import type { Handle } from '../store/tables.ts';
import { CannotRun, WrongArguments } from './cannot-run.ts';
import { type CommandOutcome, defineCommand } from './command.ts';
import type { Io } from './io.ts';
import { withStore } from './stores.ts';
import { columns } from './usage.ts';

/** Removes the data of a repository, or who a person was. */
export const remove = defineCommand({
  about: `Removes the data of a repository (--repository), or who a person was (--person): they
become "ghost" everywhere, and texts and deliveries that mention them are emptied. What they
did stays. Nothing on GitHub is changed. Without --yes it only shows what would be removed.

Remove a repository from the installation first: what happens there later is recorded again.`,
  options: {
    repository: { value: 'NAME', help: 'its id, or owner/name' },
    person: { value: 'LOGIN', help: 'their login on GitHub' },
    yes: { help: 'remove it' },
  },
  json: true,
  statuses: { 0: 'removed, or there is no data', 1: 'there is something to remove (without --yes)' },
  async run({ options: { repository, person, yes } }, io) {
    if ((repository === null) === (person === null))
      throw new WrongArguments('Name a repository (--repository) or a person (--person).');
    return withStore(async ({ db }) => {
      const removed = await inTransaction(db, { repository, person, yes });
      const files = person === null ? [] : await filesNaming(db, person);
      return outcome({ removed, files, yes }, io);
    });
  },
});

interface Wanted {
  repository: string | null;
  person: string | null;
  yes: boolean;
}

/** Thrown to leave the transaction without a trace. */
class OnlyShown extends Error {}

async function inTransaction(db: Handle, { repository, person, yes }: Wanted): Promise<Removed> {
  let removed: Removed = {};
  try {
    await db.transaction().execute(async (tx) => {
      removed = await (person === null ? ofRepository(tx, repository ?? '') : ofPerson(tx, person));
      if (!yes) throw new OnlyShown();
    });
  } catch (error) {
    if (!(error instanceof OnlyShown)) throw error;
  }
  return removed;
}

function ofPerson(tx: Handle, person: string): Promise<Removed> {
  return removePerson(tx, person.replace(/^@/, ''));
}

async function ofRepository(tx: Handle, name: string): Promise<Removed> {
  const found = await repositoryNamed(tx, name);
  if (!found)
    throw new CannotRun(`There is no data of a repository ${JSON.stringify(name)}. Check its id or name.`);
  return removeRepository(tx, found.id);
}

function outcome(
  { removed, files, yes }: { removed: Removed; files: string[]; yes: boolean },
  io: Io,
): CommandOutcome {
  const tables = Object.entries(removed).filter(([, count]) => count > 0);
  const any = tables.length > 0;
  return {
    status: any && !yes ? 1 : 0,
    json: { removed: yes, rows: removed, filesOnGitHub: files },
    lines: [
      any ? io.strong(yes ? 'Removed:' : 'Would be removed:') : 'There is no data to remove.',
      ...columns(tables.map(([table, count]) => [table, String(count)])),
      ...files.map((file) => `Not removed: the policy file of ${file} may name them. Change it on GitHub.`),
      ...(any && !yes ? ['Add --yes to remove it.'] : []),
    ],
  };
}
