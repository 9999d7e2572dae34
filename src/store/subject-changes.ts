import type { Subject } from './subject-key.ts';
import { markRecalled, wakeSubject } from './subjects.ts';
import type { Handle } from './tables.ts';

/** Changes to subjects at the end of a transaction. */
export interface SubjectChanges {
  /** Makes subjects due at `dueAt` or earlier. */
  wake(subjects: Subject | readonly Subject[], dueAt: Date): void;
  /** GitHub was asked for the whole history of the subject. */
  markRecalled(key: string, at: Date): void;
}

/**
 * Runs a transaction that concerns several subjects. They are changed last, in the order of their keys, so that two
 * transactions about the same subjects cannot deadlock, whatever each found first.
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
