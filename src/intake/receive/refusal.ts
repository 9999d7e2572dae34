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

/** The client went away before it had sent everything: there is nobody to answer. */
export class HungUp extends Error {
  constructor() {
    super('The client hung up before the delivery was complete.');
    this.name = 'HungUp';
  }
}
