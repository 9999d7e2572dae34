const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const names = days.map((day) => day.slice(0, 3));

/** `mon-fri`, `sat-mon`, `mon,wed`, `monday` as ISO weekdays in order; `null` where the text names none or something else. */
export function parseWeekdays(text: string): number[] | null {
  const found = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const [first, last = first, ...rest] = part.split(/[-–—]/).map((name) => dayOf(name.trim()));
    if (first === undefined || last === undefined || rest.length > 0 || first < 0 || last < 0) return null;
    for (let day = first; ; day = (day + 1) % 7) {
      found.add(day + 1);
      if (day === last) break;
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** In full, or so much of it that no other day is meant. -1: none. */
function dayOf(name: string): number {
  return name.length < 3 ? -1 : days.findIndex((day) => day.startsWith(name));
}

export function showWeekdays(value: unknown): string {
  return (value as number[]).map((day) => names[day - 1]).join(',');
}
