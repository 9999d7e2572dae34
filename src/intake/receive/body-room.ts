/** Bytes: GitHub sends no delivery that is larger. */
export const largestDelivery = 25 * 1024 * 1024;

/** The memory of one body that is under way. */
export interface BodyShare {
  /** Takes `bytes` more; `false`: there is no room for them. */
  take(bytes: number): boolean;
  /** Whether `bytes` would fit now. */
  fits(bytes: number): boolean;
  /** Gives back all that it took. */
  end(): void;
}

/** Where all bodies under way have their place, until they are checked and understood. */
export interface BodyRoom {
  /** Bytes in use. */
  readonly held: number;
  begin(): BodyShare;
}

/** Four of the largest, or thousands of the usual ones. Until its signature is checked, a body may be anybody's. */
const usualRoom = 4 * largestDelivery;

/** Room for `mostBytes`, over all senders and connections together. */
export function createBodyRoom(mostBytes = usualRoom): BodyRoom {
  let held = 0;
  return {
    get held() {
      return held;
    },
    begin() {
      let own = 0;
      const fits = (bytes: number): boolean => held + bytes <= mostBytes;
      return {
        fits,
        take(bytes) {
          if (!fits(bytes)) return false;
          own += bytes;
          held += bytes;
          return true;
        },
        end() {
          held -= own;
          own = 0;
        },
      };
    },
  };
}
