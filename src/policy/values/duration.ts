const units: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `24h`, `90s` in milliseconds; `null` where the text is no number followed by s, m, h or d. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,7})([smhd])$/.exec(text.trim());
  const unit = units[match?.[2] ?? ''];
  return match && unit !== undefined ? Number(match[1]) * unit : null;
}

/** Milliseconds as they would be written, in the largest unit that fits. */
export function showDuration(value: unknown): string {
  const milliseconds = Number(value);
  const fitting = Object.entries(units).findLast(([, size]) => milliseconds % size === 0 && milliseconds > 0);
  // A day is written as the hours that people count in.
  const [unit, size] = milliseconds === units.d ? ['h', units.h ?? 1] : (fitting ?? ['s', 1_000]);
  return `${milliseconds / size}${unit}`;
}
