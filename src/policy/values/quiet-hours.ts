/** `20:00-08:00` as minutes after midnight, which as an end may be `24:00`; `null` where the text is no such range. */
export function parseQuietHours(text: string): { from: number; until: number } | null {
  const match = /^(\d{1,2}):(\d{2})\s*[-–—]\s*(\d{1,2}):(\d{2})$/.exec(text.trim());
  if (!match) return null;
  const [from, until] = [
    minuteOf(match[1], match[2]),
    match[3] === '24' && match[4] === '00' ? 0 : minuteOf(match[3], match[4]),
  ];
  return from === null || until === null ? null : { from, until };
}

function minuteOf(hour: string | undefined, minute: string | undefined): number | null {
  const value = Number(hour) * 60 + Number(minute);
  return Number(hour) < 24 && Number(minute) < 60 ? value : null;
}

export function showQuietHours(value: unknown): string {
  const { from, until } = value as { from: number; until: number };
  return `${timeOf(from)}-${timeOf(until)}`;
}

function timeOf(minutes: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
