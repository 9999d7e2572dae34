export interface Fault {
  method?: string;
  /** Tested against the path, without the API's prefix. */
  path?: RegExp;
  /** How many requests it affects; 1 unless given. */
  times?: number;
  status?: number;
  headers?: Record<string, string>;
  body?: Record<string, unknown>;
  delayMs?: number;
  /** Cuts the connection before the request is carried out, or after it: then the answer is lost. */
  cut?: 'before' | 'after';
  /** With `status`: the request is still carried out. */
  after?: boolean;
}

/** Faults to apply to requests, in the order in which they were added. */
export class Faults {
  #waiting: (Fault & { left: number })[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ ...fault, left: fault.times ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  take(method: string, path: string): Fault | null {
    const fault = this.#waiting.find(
      (one) =>
        (one.method === undefined || one.method === method) &&
        (one.path === undefined || one.path.test(path)),
    );
    if (!fault) return null;
    fault.left -= 1;
    if (fault.left <= 0) this.#waiting = this.#waiting.filter((one) => one !== fault);
    return fault;
  }
}
