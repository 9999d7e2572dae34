const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A span of milliseconds in words, its two largest units: `40 s`, `4 min 30 s`, `1 h 20 min`, `3 d 4 h`. */
export function durationText(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < minute) return `${Math.floor(span / second)} s`;
  if (span < hour) return two(span, [minute, 'min'], [second, 's']);
  if (span <= 2 * day) return two(span, [hour, 'h'], [minute, 'min']);
  return two(span, [day, 'd'], [hour, 'h']);
}

/** The same in hours alone, as a limit that is known by them: `72 h`. */
export function inHours(milliseconds: number): string {
  return `${milliseconds / hour} h`;
}

type Unit = [size: number, name: string];

function two(span: number, [large, largeName]: Unit, [small, smallName]: Unit): string {
  const rest = Math.floor((span % large) / small);
  const whole = `${Math.floor(span / large)} ${largeName}`;
  return rest === 0 ? whole : `${whole} ${rest} ${smallName}`;
}
