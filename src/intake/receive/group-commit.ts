import type { Kept, KeptDelivery } from '../../store/deliveries.ts';
import type { Keep } from './keep.ts';

export interface KeepTogetherOptions {
  /** Keeps all of them with one commit, or throws and keeps none. */
  keepAll: (deliveries: readonly KeptDelivery[]) => Promise<Kept[]>;
  /** Most deliveries, and most characters of payloads, in one commit; a larger one goes alone. */
  mostAtOnce?: number;
  mostText?: number;
  /** Most that may wait, and most characters of it. A database that stands still must not fill the memory: what is more is refused. */
  mostWaiting?: number;
  mostTextWaiting?: number;
}

interface Waiting {
  delivery: KeptDelivery;
  resolve(kept: Kept): void;
  reject(error: unknown): void;
}

/**
 * Keeps what comes at the same time with one commit: each settles only when the commit with it has ended. One that
 * comes alone is kept at once; what comes during a commit waits for the next. A delivery that the database refuses costs
 * none of the others.
 */
export function keepTogether(options: KeepTogetherOptions): Keep {
  const { keepAll, mostAtOnce = 100, mostText = 8_000_000 } = options;
  // Each comes with a connection, which takes tens of kilobytes.
  const { mostWaiting = 10_000, mostTextWaiting = 100_000_000 } = options;
  const waiting: Waiting[] = [];
  let text = 0;
  let isUnderWay = false;

  /** Ends when nothing is left to wait. */
  async function commitAll(): Promise<void> {
    // Deliveries of the same moment have been read by then, and join it.
    await new Promise(setImmediate);
    for (let some = takeSome(); some.length > 0; some = takeSome()) await commit(some);
    isUnderWay = false;
  }

  function takeSome(): Waiting[] {
    let length = 0;
    const fits = ({ delivery }: Waiting, index: number): boolean => {
      length += delivery.payload.length;
      return index === 0 || (index < mostAtOnce && length <= mostText);
    };
    const end = waiting.findIndex((one, index) => !fits(one, index));
    const some = waiting.splice(0, end < 0 ? waiting.length : end);
    for (const { delivery } of some) text -= delivery.payload.length;
    return some;
  }

  async function commit(some: Waiting[]): Promise<void> {
    try {
      const kept = await keepAll(some.map(({ delivery }) => delivery));
      for (const [index, one] of some.entries()) one.resolve(kept[index] ?? 'seen');
    } catch (error) {
      if (some.length === 1 || !isOfOne(error)) for (const one of some) one.reject(error);
      else for (const one of some) await commit([one]);
    }
  }

  return (delivery) =>
    new Promise((resolve, reject) => {
      const isMuch = text + delivery.payload.length > mostTextWaiting && waiting.length > 0;
      if (isMuch || waiting.length >= mostWaiting) {
        reject(new Error('more deliveries wait for the database than there is memory for'));
        return;
      }
      waiting.push({ delivery, resolve, reject });
      text += delivery.payload.length;
      if (isUnderWay) return;
      isUnderWay = true;
      void commitAll();
    });
}

/** Its connection, a database that only reads, its means, its being there, its disk: every row would meet the same. */
const ofTheServer = /^(?:08|25|53|57|58)/;

/** The database took exception to something in the statement: some of it may be kept without the rest. */
function isOfOne(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  // A code of Postgres has five characters; those of the network are words.
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && !ofTheServer.test(code);
}
