import { slow } from './slots.ts';

/** Something that this process is at. */
interface Thing {
  /** Of a subject; `null`: a delivery. */
  key: string | null;
  /** 0: none. */
  repository: number;
  installation: number;
  background: boolean;
}

export interface AtWork {
  /** Returns what is to be called at the end of it. */
  begin(thing: Thing): () => void;
  /** Repositories that have enough deliveries at work. */
  repositoriesWithDeliveries(): number[];
  /** What no other subject is to be taken of. */
  taken(): { keys: string[]; repositories: number[]; installations: number[]; background: boolean };
}

/** Of one repository, of what is told of it and of what is looked at. */
const mostOfRepository = 3;
/** Of one installation, of those that GitHub answers; and with those that wait for an answer, or for their turn. */
const mostOfInstallation = 3;
const mostWaiting = 12;

/** Keeps count, so that neither a burst nor a trouble of one takes the room of the others. */
export function createAtWork(): AtWork {
  const things = new Set<Thing & { since: number }>();

  function repositoriesOf(some: Iterable<Thing>): number[] {
    return often([...some].map(({ repository }) => repository).filter(Boolean), mostOfRepository);
  }

  return {
    begin(thing) {
      const one = { ...thing, since: performance.now() };
      things.add(one);
      return () => void things.delete(one);
    },
    repositoriesWithDeliveries: () => repositoriesOf([...things].filter(({ key }) => key === null)),
    taken() {
      const subjects = [...things].filter(({ key }) => key !== null);
      const quick = subjects.filter(({ since }) => performance.now() < since + slow);
      const ids = (some: Thing[]): number[] => some.map(({ installation }) => installation);
      return {
        keys: subjects.flatMap(({ key }) => key ?? []),
        repositories: repositoriesOf(subjects),
        installations: [
          ...new Set([...often(ids(quick), mostOfInstallation), ...often(ids(subjects), mostWaiting)]),
        ],
        background: subjects.some(({ background }) => background),
      };
    },
  };
}

function often(ids: number[], times: number): number[] {
  return [...new Set(ids)].filter((id) => ids.filter((other) => other === id).length >= times);
}
