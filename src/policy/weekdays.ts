const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `mon-fri`, `sat-mon`, `mon,wed` as ISO weekdays in order; `null` where the text names none or something else. */
export function parseWeekdays(text: string): number[] | null {
  const days = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const [first, last = first, ...rest] = part.split('-').map((name) => names.indexOf(name.trim()));
    if (first === undefined || last === undefined || rest.length > 0 || first < 0 || last < 0) return null;
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day + 1);
      if (day === last) break;
    }
  }
  return [...days].sort((a, b) => a - b);
}

export function showWeekdays(value: unknown): string {
  return (value as number[]).map((day) => names[day - 1]).join(',');
}
