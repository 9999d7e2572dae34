/** A verified delivery on its way into the database. */
export interface NewDelivery {
  /** GitHub's id of it; a redelivery has the same one. */
  id: string;
  event: string;
  action: string | null;
  installation: number | null;
  /** Database id of the repository, where the delivery is about one. */
  repository: number | null;
  /** Free of what a Postgres `jsonb` refuses: see parsePayload. */
  payload: Record<string, unknown>;
  receivedAt: Date;
}

/** Keeps a delivery for good before it settles; `seen` when one of that id is kept already. */
export type Keep = (delivery: NewDelivery) => Promise<'stored' | 'seen'>;
