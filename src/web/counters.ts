/** Counts since the start of this process, by name and labels. Labels have few values, and none that is private. */
export interface Counters {
  add(name: string, labels: Record<string, string>): void;
  /** In the text format of Prometheus, with a line for each name. */
  lines(help: Record<string, string>): string[];
}

interface Counted {
  labels: Record<string, string>;
  count: number;
}

export function createCounters(): Counters {
  const counts = new Map<string, Map<string, Counted>>();
  return {
    // Each delivery is counted: what it is called is spelled when it is asked for.
    add(name, labels) {
      const series = counts.get(name) ?? new Map<string, Counted>();
      counts.set(name, series);
      const key = Object.values(labels).join('\n');
      const counted = series.get(key);
      if (counted) counted.count += 1;
      else series.set(key, { labels, count: 1 });
    },
    lines(help) {
      return Object.entries(help).flatMap(([name, words]) => [
        `# HELP ${name} ${words}`,
        `# TYPE ${name} counter`,
        ...[...(counts.get(name)?.values() ?? [])].map(
          ({ labels, count }) => `${name}{${spelled(labels)}} ${count}`,
        ),
      ]);
    },
  };
}

function spelled(labels: Record<string, string>): string {
  return Object.entries(labels)
    .map(([label, value]) => `${label}="${value.replace(/[^\w.:-]/g, '_').slice(0, 60)}"`)
    .join(',');
}
