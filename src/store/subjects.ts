import { type Expression, type Selectable, sql, type UpdateQueryBuilder } from 'kysely';
import { allOf, anyOf } from './any-of.ts';
import { errorText } from './error-text.ts';
import { isFree, leasedFor } from './lease-time.ts';
import type { Handle, Tables } from './tables.ts';

/** What is looked at as one: a hotfix, or a repository with all its hotfixes. */
export type Subject =
  | { kind: 'hotfix'; key: string; repository: number; branch: string }
  | { kind: 'repository' | 'sweep'; key: string; repository: number; branch: null }
  /** What is no repository's: repository 0. */
  | { kind: 'incident'; key: string; repository: 0; branch: null }
  | {
      kind: 'installation' | 'app' | 'delivery-log' | 'prune' | 'slack';
      key: string;
      repository: 0;
      branch: null;
    };

/** What can wait for what concerns a hotfix: looking through GitHub's memory. */
const background = ['sweep', 'installation', 'app', 'delivery-log', 'prune'] as const;

export interface TakenSubject {
  key: string;
  kind: Subject['kind'];
  /** It can wait for others, and only one such is worked on at a time. */
  background: boolean;
  installation: number;
  repository: number;
  branch: string | null;
  version: number;
  attempts: number;
}

/** Has a subject looked at, at `dueAt` or earlier. What comes while it is being looked at is not lost: see finish. */
export async function wakeSubject(db: Handle, subject: Subject, dueAt: Date): Promise<void> {
  const { key, kind, repository, branch } = subject;
  await db
    .insertInto('subjects')
    .values({
      key,
      kind,
      repository,
      branch,
      due_at: dueAt,
      version: 1,
      attempts: 0,
      lease: null,
      leased_until: null,
      error: null,
      recalled_at: null,
    })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        due_at: sql`least(coalesce(subjects.due_at, excluded.due_at), excluded.due_at)`,
        version: sql`subjects.version + 1`,
        attempts: 0,
      }),
    )
    .execute();
}

export interface TakingSubject {
  now: Date;
  /** Only what was due by then; `now` unless given. */
  dueBy?: Date;
  leaseMs: number;
  lease: string;
  /** What is not to be taken. */
  except?: { keys: string[]; repositories: number[]; installations: number[]; background: boolean };
}

const nothing = { keys: [], repositories: [], installations: [], background: false };

/** Takes the subject whose time came first, for `leaseMs`; `null` where none is due. Nobody else gets it meanwhile. */
export async function takeSubject(db: Handle, taking: TakingSubject): Promise<TakenSubject | null> {
  const row = await subjectToTake(db, taking).executeTakeFirst();
  return row ? takenSubject(row) : null;
}

/** `only`: a condition on all of it. */
export function subjectToTake(
  db: Handle,
  { now, dueBy = now, leaseMs, lease, except = nothing }: TakingSubject,
  only?: Expression<boolean>,
): UpdateQueryBuilder<Tables, 'subjects', 'subjects', SubjectRow> {
  return db
    .updateTable('subjects')
    .set({ lease, leased_until: leasedFor(leaseMs) })
    .where('key', '=', (query) =>
      query
        .selectFrom('subjects')
        .select('key')
        .where('due_at', '<=', dueBy)
        .$if(only !== undefined, (some) => some.where(only ?? sql<boolean>`true`))
        .where('key', '!=', allOf('text', except.keys))
        .where('repository', '!=', allOf('bigint', except.repositories))
        .where((where) =>
          where.or([sql<boolean>`not ${except.background}::boolean`, where('kind', 'not in', background)]),
        )
        .where('repository', 'not in', (others) =>
          others
            .selectFrom('repositories')
            .select('id')
            .where('installation', '=', anyOf('bigint', except.installations)),
        )
        .where((where) =>
          where.or([
            where('kind', '!=', 'incident'),
            where(ownerOfIncident, 'not in', (owners) =>
              owners
                .selectFrom('repositories')
                .select(sql<string>`lower(owner)`.as('owner'))
                .where('installation', '=', anyOf('bigint', except.installations)),
            ),
          ]),
        )
        .where(isFree)
        .orderBy((row) => row('kind', 'in', background))
        .orderBy('due_at')
        .limit(sql.lit(1))
        .forUpdate()
        .skipLocked(),
    )
    .returning((row) => [
      'key',
      'kind',
      'repository',
      'branch',
      'version',
      'attempts',
      row
        .selectFrom('repositories')
        .select('installation')
        .where((where) =>
          where.or([
            where('repositories.id', '=', where.ref('subjects.repository')),
            where.and([
              where('subjects.kind', '=', 'incident'),
              where(sql<string>`lower(repositories.owner)`, '=', ownerOfIncident),
            ]),
          ]),
        )
        .limit(1)
        .as('installation'),
    ]);
}

/** As it was taken. */
export interface SubjectRow
  extends Pick<
    Selectable<Tables['subjects']>,
    'key' | 'kind' | 'repository' | 'branch' | 'version' | 'attempts'
  > {
  installation: number | null;
}

export function takenSubject(row: SubjectRow): TakenSubject {
  const isBackground = background.some((kind) => kind === row.kind);
  return { ...row, installation: row.installation ?? 0, background: isBackground };
}

/** An incident is its owner's, and so of the owner's installation. */
const ownerOfIncident = sql<string>`split_part(subjects.key, ':', 2)`;

/** How often the subject was woken: another number than before means that something came. */
export async function versionOf(db: Handle, key: string): Promise<number> {
  const row = await db.selectFrom('subjects').select('version').where('key', '=', key).executeTakeFirst();
  return row?.version ?? 0;
}

export interface Look {
  key: string;
  lease: string;
  /** As it was when the subject was taken. */
  version: number;
  lookAgainAt: Date | null;
  now: Date;
}

/** Ends a look. Where something came meanwhile, the subject is due again at once. Nothing happens without the lease. */
export async function finishSubject(
  db: Handle,
  { key, lease, version, lookAgainAt, now }: Look,
): Promise<void> {
  await db
    .updateTable('subjects')
    .set({
      due_at: sql<Date | null>`case when version = ${version} then ${lookAgainAt}::timestamptz else ${now}::timestamptz end`,
      lease: null,
      leased_until: null,
      attempts: 0,
      error: null,
    })
    .where('key', '=', key)
    .where('lease', '=', lease)
    .execute();
}

export interface FailedLook extends Omit<Look, 'lookAgainAt'> {
  dueAt: Date;
  error: string;
}

/**
 * Ends a look that failed: the subject is looked at again at `dueAt`, and where something came meanwhile at once, as it
 * would be had that come a moment later.
 */
export async function postponeSubject(
  db: Handle,
  { key, lease, version, dueAt, now, error }: FailedLook,
): Promise<void> {
  await db
    .updateTable('subjects')
    .set({
      due_at: sql<Date>`case when version = ${version} then ${dueAt}::timestamptz else least(${dueAt}::timestamptz, ${now}::timestamptz) end`,
      lease: null,
      leased_until: null,
      attempts: sql`attempts + 1`,
      error: errorText(error),
    })
    .where('key', '=', key)
    .where('lease', '=', lease)
    .execute();
}

/** Keeps a subject for longer, while the look at it goes on; `false` where the lease was lost. */
export async function extendLease(
  db: Handle,
  { key, lease, leaseMs }: { key: string; lease: string; leaseMs: number },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('subjects')
    .set({ leased_until: leasedFor(leaseMs) })
    .where('key', '=', key)
    .where('lease', '=', lease)
    .executeTakeFirst();
  return Number(numUpdatedRows) > 0;
}

/** Gives back what the leases hold. */
export async function releaseAllLeases(db: Handle): Promise<void> {
  await db
    .updateTable('subjects')
    .set({ lease: null, leased_until: null })
    .where('lease', 'is not', null)
    .execute();
}

/** The branches of a repository that are followed, or were. */
export async function followedBranches(db: Handle, repository: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('subjects')
    .select('branch')
    .where('repository', '=', repository)
    .where('kind', '=', 'hotfix')
    .execute();
  return new Set(rows.flatMap(({ branch }) => branch ?? []));
}

/** Repositories that have, or had, a hotfix. */
export async function repositoriesWithHotfixes(db: Handle): Promise<Set<number>> {
  const rows = await db
    .selectFrom('subjects')
    .select('repository')
    .distinct()
    .where('kind', '=', 'hotfix')
    .execute();
  return new Set(rows.map(({ repository }) => repository));
}

/** Every hotfix of the repository that somebody still waits for, looked at again: its rules may have changed. */
export async function wakeOpenHotfixes(db: Handle, repository: number, dueAt: Date): Promise<void> {
  const open = await db
    .selectFrom('summaries')
    .select('branch')
    .where('repository', '=', repository)
    .where(sql<string>`summary ->> 'state'`, 'in', ['open', 'overdue', 'discarded'])
    // One order for all: two transactions that wake the same subjects must not wait for each other.
    .orderBy('branch')
    .execute();
  for (const { branch } of open) {
    await wakeSubject(
      db,
      { kind: 'hotfix', key: `hotfix:${repository}:${branch}`, repository, branch },
      dueAt,
    );
  }
}

/** When GitHub was last asked for all that it remembers of the subject; `null`: never. */
export async function recalledAt(db: Handle, key: string): Promise<Date | null> {
  const row = await db.selectFrom('subjects').select('recalled_at').where('key', '=', key).executeTakeFirst();
  return row?.recalled_at ?? null;
}

export async function markRecalled(db: Handle, key: string, at: Date): Promise<void> {
  await db.updateTable('subjects').set({ recalled_at: at }).where('key', '=', key).execute();
}
