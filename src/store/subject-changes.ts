import type { Subject } from './subject-key.ts';
import { markRecalled, wakeSubject } from './subjects.ts';
import type { Handle } from './tables.ts';

/** What a transaction does to subjects, at its end. */
export interface SubjectChanges {
  /** Has subjects looked at, at `dueAt` or earlier. */
  wake(subjects: Subject | readonly Subject[], dueAt: Date): void;
  /** GitHub was asked for all that it remembers of the subject. */
  markRecalled(key: string, at: Date): void;
}

/**
 * Runs a transaction that concerns several subjects. They are changed last, by the order of their keys: two transactions
 * that concern the same ones cannot wait for each other, whatever each of them found first.
 */
export async function changeSubjects<T>(
  db: Handle,
  act: (tx: Handle, subjects: SubjectChanges) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (tx) => {
    const changes = new Map<string, (() => Promise<void>)[]>();
    const add = (key: string, change: () => Promise<void>): void => {
      changes.set(key, [...(changes.get(key) ?? []), change]);
    };
    const woken = new Map<string, Date>();
    const result = await act(tx, {
      wake(subjects, dueAt) {
        for (const subject of [subjects].flat()) {
          const known = woken.get(subject.key);
          if (known && known <= dueAt) continue;
          woken.set(subject.key, dueAt);
          add(subject.key, () => wakeSubject(tx, subject, dueAt));
        }
      },
      markRecalled: (key, at) => add(key, () => markRecalled(tx, key, at)),
    });
    const inOrder = [...changes].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const change of inOrder.flatMap(([, some]) => some)) await change();
    return result;
  });
}
