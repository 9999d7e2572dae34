import { randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may use the set-up page: the browser that opened the printed address first, and nobody else. */
export interface Guard {
  /** For the printed address. */
  readonly token: string;
  /** Goes to GitHub with the App, and comes back with its code. */
  readonly state: string;
  /** The session of whoever brings the token first; `null` for anybody else. */
  open(token: string): string | null;
  isOpenFor(session: string | undefined): boolean;
  isOurs(state: string | undefined): boolean;
}

export function createGuard(): Guard {
  const token = secret();
  const state = secret();
  const session = secret();
  let isSpent = false;
  return {
    token,
    state,
    open(given) {
      if (isSpent || !same(given, token)) return null;
      isSpent = true;
      return session;
    },
    isOpenFor: (given = '') => isSpent && same(given, session),
    isOurs: (given = '') => same(given, state),
  };
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}

function same(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}
