/** Counts since the start of this process, by name and labels. Labels have few values, and none that is private. */
export interface Counters {
  add(name: string, labels: Record<string, string>): void;
  /** In the text format of Prometheus, with a line for each name. */
  lines(help: Record<string, string>): string[];
}

export function createCounters(): Counters {
  const counts = new Map<string, Map<string, number>>();
  return {
    add(name, labels) {
      const series = counts.get(name) ?? new Map<string, number>();
      counts.set(name, series);
      const key = Object.entries(labels)
        .map(([label, value]) => `${label}="${value.replace(/[^\w.:-]/g, '_').slice(0, 60)}"`)
        .join(',');
      series.set(key, (series.get(key) ?? 0) + 1);
    },
    lines(help) {
      return Object.entries(help).flatMap(([name, words]) => [
        `# HELP ${name} ${words}`,
        `# TYPE ${name} counter`,
        ...[...(counts.get(name) ?? [])].map(([labels, count]) => `${name}{${labels}} ${count}`),
      ]);
    },
  };
}
