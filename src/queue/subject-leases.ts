import { type Expression, type Selectable, sql, type UpdateQueryBuilder } from 'kysely';
import { allOf, anyOf } from '../store/any-of.ts';
import { errorText } from '../store/error-text.ts';
import type { Subject } from '../store/subject-key.ts';
import type { Handle, Tables } from '../store/tables.ts';
import { isFree, leasedFor } from './lease-time.ts';

/** Comparing with GitHub can wait for hotfixes. */
const background = ['sweep', 'installation', 'app', 'delivery-log', 'prune'] as const;

export interface TakenSubject {
  key: string;
  kind: Subject['kind'];
  /** It can wait, and only one of them runs at a time. */
  background: boolean;
  installation: number;
  repository: number;
  branch: string | null;
  version: number;
  attempts: number;
}

export interface TakingSubject {
  now: Date;
  /** Only what was due by this moment; by default `now`. */
  dueBy?: Date;
  leaseMs: number;
  lease: string;
  /** Subjects that may not be taken. */
  except?: { keys: string[]; repositories: number[]; installations: number[]; background: boolean };
}

const nothing = { keys: [], repositories: [], installations: [], background: false };

/** Leases the subject that was due first, for `leaseMs`; `null` where none is due. */
export async function takeSubject(db: Handle, taking: TakingSubject): Promise<TakenSubject | null> {
  const row = await subjectToTake(db, taking).executeTakeFirst();
  return row ? takenSubject(row) : null;
}

/** `only`: a further condition. */
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
            where('account', 'not in', (accounts) =>
              accounts
                .selectFrom('repositories')
                .select('account')
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
              where('repositories.account', '=', where.ref('subjects.account')),
            ]),
          ]),
        )
        .limit(1)
        .as('installation'),
    ]);
}

/** As it was when the lease began. */
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

export interface Look {
  key: string;
  lease: string;
  /** As it was when the subject was leased. */
  version: number;
  lookAgainAt: Date | null;
  now: Date;
}

/**
 * Ends a look. If something arrived meanwhile, the subject is due again at once. Without the lease, nothing happens.
 */
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
 * Ends a failed look: the subject is due at `dueAt`, or at once if something arrived meanwhile, as if that had come
 * a moment later.
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

/** Extends a lease while the look continues; `false` where it was lost. */
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
