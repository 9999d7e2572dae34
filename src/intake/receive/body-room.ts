/** Bytes: GitHub sends no delivery that is larger. */
export const largestDelivery = 25 * 1024 * 1024;

/** The memory of one body that is under way. */
export interface BodyShare {
  /** Takes so many bytes more; `false`: there is no room for them. */
  take(bytes: number): boolean;
  /** Whether so many would fit now. */
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

/** Room for so many bytes, whoever sends them and over however many connections. */
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
