import type { Kept, KeptDelivery } from '../../store/deliveries.ts';

/** Keeps a delivery for good before it settles; `seen` when one of that id is kept already. */
export type Keep = (delivery: KeptDelivery) => Promise<Kept>;
