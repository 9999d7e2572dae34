import { slow } from './slots.ts';

/** Something that this process works on. */
interface Task {
  /** Of a subject; `null`: a delivery. */
  key: string | null;
  /** 0: none. */
  repository: number;
  installation: number;
  background: boolean;
}

export interface InProgress {
  /** Returns what is to be called when the task has ended. */
  begin(task: Task): () => void;
  /** Repositories of which enough deliveries are in progress. */
  repositoriesWithDeliveries(): number[];
  /** Subjects that are not to be taken now. */
  taken(): { keys: string[]; repositories: number[]; installations: number[]; background: boolean };
}

/** Deliveries of one repository, and subjects of one repository, in progress at once. */
const mostOfRepository = 3;
/** Subjects of one installation that GitHub answers; and with those that wait for an answer, or for their turn. */
const mostOfInstallation = 3;
const mostWaiting = 12;

/** Keeps count, so that neither a burst nor the trouble of one repository or installation takes every slot. */
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

/** Those ids that are there as many times, each once. */
function atLeast(ids: number[], times: number): number[] {
  return [...new Set(ids)].filter((id) => ids.filter((other) => other === id).length >= times);
}
