import { parseArgs } from 'node:util';
import {
  filesNaming,
  type Removed,
  removePerson,
  removeRepository,
  repositoryNamed,
} from '../store/operator/remove.ts';
import type { Handle } from '../store/tables.ts';
import type { ExitStatus, World } from './io.ts';
import { CannotRun, type OpenStore, usageOf } from './open-store.ts';

const usage = `Usage: hotfix-policy remove (--repository NAME | --person LOGIN) [options]

Removes what is kept of a repository (its id, or owner/name), or who a person was: their
login becomes "ghost" in what is kept, and deliveries that name them are emptied. Nothing
on GitHub is touched. Without --yes it says what would be removed, and removes nothing.

  Remove a repository from the installation first: what it does next is recorded anew.

Options:
  --yes      remove it
  --json     one JSON document instead of lines
  --help     this text

Exit status: 0 removed, or nothing is kept; 1 there is something to remove (without --yes);
2 could not run.`;

/** Thrown to leave the transaction without a trace. */
class OnlyShown extends Error {}

/** Removes what is kept of a repository, or who a person was. */
export async function remove(args: string[], world: World, open: OpenStore): Promise<ExitStatus> {
  const { values } = usageOf(usage, () =>
    parseArgs({
      args,
      options: {
        repository: { type: 'string' },
        person: { type: 'string' },
        yes: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }),
  );
  if (values.help) {
    world.out(usage);
    return 0;
  }
  const { repository, person, yes } = values;
  if ((repository === undefined) === (person === undefined))
    throw new CannotRun(`Name a repository or a person.\n\n${usage}`);
  const store = await open();
  try {
    let removed: Removed = {};
    const attempt = store.db.transaction().execute(async (tx) => {
      removed = await removal(tx, { repository, person });
      if (!yes) throw new OnlyShown();
    });
    await attempt.catch((error: unknown) => {
      if (!(error instanceof OnlyShown)) throw error;
    });
    const files = person === undefined ? [] : await filesNaming(store.db, person);
    return say({ removed, files, yes, json: values.json }, world);
  } finally {
    await store.close();
  }
}

async function removal(
  tx: Handle,
  { repository, person }: { repository: string | undefined; person: string | undefined },
): Promise<Removed> {
  if (person !== undefined) return removePerson(tx, person.replace(/^@/, ''));
  const found = await repositoryNamed(tx, repository ?? '');
  if (!found) throw new CannotRun('Nothing is kept of a repository of that name or id.');
  return removeRepository(tx, found.id);
}

function say(
  { removed, files, yes, json }: { removed: Removed; files: string[]; yes: boolean; json: boolean },
  world: World,
): ExitStatus {
  const tables = Object.entries(removed).filter(([, count]) => count > 0);
  const any = tables.length > 0;
  if (json) world.out(JSON.stringify({ removed: yes, rows: removed, filesOnGitHub: files }, null, 2));
  else {
    if (!any) world.out('Nothing is kept of it.');
    else world.out(world.strong(yes ? 'Removed:' : 'Would be removed:'));
    for (const [table, count] of tables) world.out(`  ${table.padEnd(18)} ${count}`);
    for (const file of files)
      world.out(`Not removed: the policy file of ${file} may name them. Change it on GitHub.`);
    if (any && !yes) world.out('Say --yes to remove it.');
  }
  return any && !yes ? 1 : 0;
}
