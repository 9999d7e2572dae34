/** A request that is not taken: the HTTP status, and what the sender has to do about it. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.headers = headers;
  }
}

/** The bodies under way leave no room for another. */
export class Overload extends Refusal {
  constructor() {
    super(503, 'More deliveries are under way than there is memory for. Redeliver it in a minute.', {
      'retry-after': '60',
    });
  }
}

/** The client went away before it had sent everything: there is nobody to answer. */
export class HungUp extends Error {
  constructor() {
    super('The client hung up before the delivery was complete.');
    this.name = 'HungUp';
  }
}
