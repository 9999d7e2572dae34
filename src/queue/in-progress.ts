import { slow } from './slots.ts';

/** Something that this process works on. */
interface Task {
  /** Of a subject; `null` for a delivery. */
  key: string | null;
  /** 0: none. */
  repository: number;
  installation: number;
  background: boolean;
}

export interface InProgress {
  /** Returns a function to call when the task has ended. */
  begin(task: Task): () => void;
  /** Repositories that have reached their limit of deliveries in progress. */
  repositoriesWithDeliveries(): number[];
  /** Subjects that may not be taken now. */
  taken(): { keys: string[]; repositories: number[]; installations: number[]; background: boolean };
}

/** Limits for one repository: deliveries, and subjects, in progress at once. */
const mostOfRepository = 3;
/**
 * Limits for one installation: subjects that GitHub answers, and including those that wait for an answer or their
 * turn.
 */
const mostOfInstallation = 3;
const mostWaiting = 12;

/** Counts, so that neither a burst nor a failing repository or installation takes every slot. */
export function createInProgress(): InProgress {
  const tasks = new Set<Task & { since: number }>();

  function busyRepositories(some: Iterable<Task>): number[] {
    return atLeast([...some].map(({ repository }) => repository).filter(Boolean), mostOfRepository);
  }

  return {
    begin(task) {
      const one = { ...task, since: performance.now() };
      tasks.add(one);
      return () => void tasks.delete(one);
    },
    repositoriesWithDeliveries: () => busyRepositories([...tasks].filter(({ key }) => key === null)),
    taken() {
      const subjects = [...tasks].filter(({ key }) => key !== null);
      const quick = subjects.filter(({ since }) => performance.now() < since + slow);
      const ids = (some: Task[]): number[] => some.map(({ installation }) => installation);
      return {
        keys: subjects.flatMap(({ key }) => key ?? []),
        repositories: busyRepositories(subjects),
        installations: [
          ...new Set([...atLeast(ids(quick), mostOfInstallation), ...atLeast(ids(subjects), mostWaiting)]),
        ],
        background: subjects.some(({ background }) => background),
      };
    },
  };
}

/** The ids that occur at least this often, each once. */
function atLeast(ids: number[], times: number): number[] {
  return [...new Set(ids)].filter((id) => ids.filter((other) => other === id).length >= times);
}
