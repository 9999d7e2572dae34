import type { Repository } from '../../facts/repository.ts';
import type { Installation } from '../client/github.ts';

/** Who writes, and where. */
export interface Place {
  github: Installation;
  repository: Repository;
}

/** What GitHub made of a write: the number or id by which it is found again. */
export interface WrittenThing {
  number: number;
  url: string | null;
}

/**
 * How one kind of artefact is written. `find` looks for one that was written before by its mark, where the outcome
 * of a create is not known (a crash, a lost answer); it counts only what this App wrote itself.
 */
export interface Writer<Content> {
  /** The part of the content that is brought up to date: by it is known whether what is there is what is wanted. */
  shown(content: Content): unknown;
  find(place: Place, content: Content): Promise<WrittenThing | null>;
  create(place: Place, content: Content): Promise<WrittenThing>;
  update(place: Place, thing: number, content: Content): Promise<WrittenThing>;
}

/** `owner` and `repo` as every request takes them. */
export function address({ repository }: Place): { owner: string; repo: string } {
  return { owner: repository.owner, repo: repository.name };
}
