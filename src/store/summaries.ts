import { sql } from 'kysely';
import type { HotfixSummary } from '../hotfix/hotfix-summary.ts';
import { isOpen, openStates } from './open-states.ts';
import { pseudonymOf } from './people/people.ts';
import { ghostLogin } from './people/stored-fact.ts';
import type { StoredSummary } from './people/stored-summary.ts';
import type { Handle } from './tables.ts';

/** Stores the state of a hotfix; `true` where it changed. */
export async function saveSummary(db: Handle, repository: number, summary: HotfixSummary): Promise<boolean> {
  const { branch, startedAt: started_at, author, ...rest } = summary;
  const row = {
    started_at,
    summary: JSON.stringify({ ...rest, branch, startedAt: started_at, author: { bot: author.bot } }),
    author: pseudonymOf(author),
  };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('summaries')
    .values({ repository, branch, ...row, incident: null, story: null })
    .onConflict((conflict) =>
      conflict
        .columns(['repository', 'branch'])
        .doUpdateSet((set) => ({
          started_at,
          summary: set.ref('excluded.summary'),
          author: set.ref('excluded.author'),
        }))
        .where((where) =>
          where.or([
            where('summaries.summary', 'is distinct from', where.ref('excluded.summary')),
            where('summaries.author', 'is distinct from', where.ref('excluded.author')),
          ]),
        ),
    )
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) > 0;
}

/** Branches whose fix is owed, or arrived on the target after that moment: events on the target may concern them. */
export async function watchedBranches(db: Handle, repository: number, since: Date): Promise<string[]> {
  const rows = await db
    .selectFrom('summaries')
    .select(['branch', 'summary'])
    .where('repository', '=', repository)
    .orderBy('branch')
    .execute();
  const isWatched = ({ state, doneAt }: StoredSummary): boolean =>
    isOpen(state) || (doneAt !== null && new Date(doneAt) >= since);
  return rows.filter(({ summary }) => isWatched(summary)).map(({ branch }) => branch);
}

/** Branches whose fix is owed. */
export async function openBranches(db: Handle, repository: number): Promise<string[]> {
  const rows = await db
    .selectFrom('summaries')
    .select('branch')
    .where('repository', '=', repository)
    .where(sql<string>`summary ->> 'state'`, 'in', openStates)
    .orderBy('branch')
    .execute();
  return rows.map(({ branch }) => branch);
}

/** When the oldest owed hotfix began. */
export async function firstOpened(db: Handle, repository: number): Promise<Date | null> {
  const row = await db
    .selectFrom('summaries')
    .select((columns) => columns.fn.min('started_at').as('at'))
    .where('repository', '=', repository)
    .where(sql<string>`summary ->> 'state'`, 'in', openStates)
    .executeTakeFirst();
  return row?.at ?? null;
}

/** Hotfixes that began after that moment, oldest first. */
export async function summariesOf(db: Handle, repository: number, since: Date): Promise<HotfixSummary[]> {
  const rows = await db
    .selectFrom('summaries')
    .leftJoin('people', 'people.id', 'summaries.author')
    .select(['summary', 'people.login'])
    .where('repository', '=', repository)
    .where('started_at', '>=', since)
    .orderBy('started_at')
    .orderBy('branch')
    .execute();
  return rows.map(({ summary, login }) => ({
    ...summary,
    author: { ...summary.author, login: login ?? ghostLogin },
    startedAt: new Date(summary.startedAt),
    doneAt: summary.doneAt && new Date(summary.doneAt),
  }));
}
