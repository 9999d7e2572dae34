/** The value, if it is as it should be; `null` means to look again. */
export function present<T>(found: T | null, is: (found: T) => boolean): T | null {
  return found !== null && is(found) ? found : null;
}
