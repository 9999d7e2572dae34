import { createHmac, randomUUID } from 'node:crypto';

export interface SentDelivery {
  id: string;
  event: string;
  payload: Record<string, unknown>;
  /** Status of the answer; `null` while there is none, 0 where the receiver could not be reached. */
  status: number | null;
}

/** One attempt to deliver, as the App's delivery log lists it. */
export interface Attempt {
  id: number;
  delivery: SentDelivery;
  at: Date;
  redelivery: boolean;
  /** 0: the receiver could not be reached. */
  status: number;
}

/**
 * Sends signed webhooks one after another, in the order of the events. They can be held back, reordered, duplicated
 * and dropped, as a network does. GitHub does not repeat a failed delivery.
 */
export class Wire {
  url: string | null = null;
  /** Replaces the payload of a delivery, for tests with deliveries that say less. */
  reshape: ((event: string, payload: Record<string, unknown>) => Record<string, unknown>) | null = null;
  readonly log: SentDelivery[] = [];
  /** Completed attempts, oldest first. Deliveries lost on the way to GitHub's own sender are not among them. */
  readonly attempts: Attempt[] = [];
  /** The clock of the delivery log. */
  now: () => Date = () => new Date();
  readonly #secret: string;
  readonly #listeners: ((delivery: SentDelivery) => void)[] = [];
  #held: SentDelivery[] | null = null;
  #sending: Promise<void> = Promise.resolve();

  constructor(secret: string) {
    this.#secret = secret;
  }

  onWebhook(listener: (delivery: SentDelivery) => void): void {
    this.#listeners.push(listener);
  }

  emit(event: string, payload: Record<string, unknown>): void {
    const delivery: SentDelivery = { id: randomUUID(), event, payload, status: null };
    for (const listener of this.#listeners) listener(delivery);
    this.log.push(delivery);
    if (this.#held) this.#held.push(delivery);
    else this.#queue(delivery);
  }

  /** From now on deliveries wait. */
  hold(): void {
    this.#held ??= [];
  }

  /** Sends the waiting deliveries as `arrange` returns them: reordered, repeated or left out. */
  release(arrange: (waiting: SentDelivery[]) => SentDelivery[] = (waiting) => waiting): void {
    const waiting = this.#held ?? [];
    this.#held = null;
    for (const delivery of arrange(waiting)) this.#queue(delivery);
  }

  redeliver(delivery: SentDelivery): void {
    this.#queue(delivery);
  }

  /** Resolves when every delivery is answered. */
  async settled(): Promise<void> {
    let last: Promise<void> | null = null;
    while (last !== this.#sending) {
      last = this.#sending;
      await last;
    }
  }

  #queue(delivery: SentDelivery): void {
    this.#sending = this.#sending.then(() => this.#send(delivery));
  }

  async #send(delivery: SentDelivery): Promise<void> {
    if (this.url === null) return;
    const at = this.now();
    const { event, payload } = delivery;
    const body = JSON.stringify(this.reshape ? this.reshape(event, payload) : payload);
    const signature = createHmac('sha256', this.#secret).update(body).digest('hex');
    try {
      const response = await fetch(this.url, {
        method: 'POST',
        headers: {
          accept: '*/*',
          'content-type': 'application/json',
          'user-agent': 'GitHub-Hookshot/044aadd',
          'x-github-delivery': delivery.id,
          'x-github-event': delivery.event,
          'x-github-hook-installation-target-type': 'integration',
          'x-hub-signature-256': `sha256=${signature}`,
        },
        body,
        signal: AbortSignal.timeout(10_000),
      });
      await response.arrayBuffer();
      delivery.status = response.status;
    } catch {
      delivery.status = 0;
    }
    const redelivery = this.attempts.some((one) => one.delivery.id === delivery.id);
    this.attempts.push({ id: this.attempts.length + 1, delivery, at, redelivery, status: delivery.status });
  }
}
