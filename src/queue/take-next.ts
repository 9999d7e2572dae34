import { type Selectable, sql } from 'kysely';
import type { Handle, Tables } from '../store/tables.ts';
import { deliveryToTake, type TakenDelivery, type TakingDelivery, takenDelivery } from './delivery-leases.ts';
import {
  type SubjectRow,
  subjectToTake,
  type TakenSubject,
  type TakingSubject,
  takenSubject,
} from './subject-leases.ts';

export type Taken = { delivery: TakenDelivery } | { subject: TakenSubject };

/** One row with the columns of either. */
type Row = Selectable<Tables['deliveries']> & SubjectRow & { thing: 'delivery' | 'subject' };

interface Taking {
  delivery: TakingDelivery;
  subject: TakingSubject;
  /** Subjects that were due by then come before deliveries. */
  lateBy?: Date;
}

/**
 * Leases the next work: the delivery that has waited longest or, if none is due, the subject that was due first;
 * `null` if nothing is due. One statement, because most looks find nothing.
 */
export async function takeNext(db: Handle, { delivery, subject, lateBy }: Taking): Promise<Taken | null> {
  const late = lateBy ? subjectToTake(db, { ...subject, dueBy: lateBy }) : nobody;
  const first = deliveryToTake(db, delivery, lateBy && sql<boolean>`not exists (select from late)`);
  const second = subjectToTake(
    db,
    subject,
    sql<boolean>`not exists (select from late) and not exists (select from delivery)`,
  );
  const { rows } = await sql<Row>`
    with late as (${late}), delivery as (${first}), subject as (${second})
    select 'delivery' as thing, repository, installation, attempts,
      id, event, action, payload, received_at, null as key, null as kind, null as branch, null::int as version
    from delivery
    union all
    select 'subject', repository, installation, attempts,
      null, null, null, null, null, key, kind, branch, version
    from (select * from late union all select * from subject) as subjects`.execute(db);
  const [row] = rows;
  if (!row) return null;
  if (row.thing === 'delivery') return { delivery: takenDelivery(row) };
  const { key, kind, repository, branch, version, attempts, installation } = row;
  return { subject: takenSubject({ key, kind, repository, branch, version, attempts, installation }) };
}

/** The same columns, without a row. */
const nobody = sql`select key, kind, repository, branch, version, attempts, null::bigint as installation
  from subjects where false`;
