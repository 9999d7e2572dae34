import { distance } from '../explain/nearest-key.ts';

/** Whether it is a time zone of the IANA database, in whatever case. */
export function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** The zone that was probably meant: nearly its name, or the city alone. `null` where none is near. */
export function nearestTimezone(written: string): string | null {
  const meant = plain(written.slice(0, 60));
  if (meant.length < 4) return null;
  const zones = Intl.supportedValuesOf('timeZone');
  const city = zones.find((zone) => plain(zone.split('/').at(-1) ?? '') === meant);
  if (city) return city;
  const [nearest] = zones
    .map((zone) => ({ zone, off: distance(meant, plain(zone)) }))
    .sort((a, b) => a.off - b.off);
  return nearest && nearest.off <= 2 ? nearest.zone : null;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_\\-]+/g, '');
}
