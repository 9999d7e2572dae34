import type { RepositoryApi } from '../client/repository-api.ts';

/** The thing that a write made on GitHub: the number or id by which it is found again. */
export interface WrittenThing {
  number: number;
  url: string | null;
}

/**
 * How one kind of artefact is written. `find` looks for one that was written before by its mark, where the outcome
 * of a create is not known (a crash, a lost answer); it counts only what this App wrote itself. `begunAt`: when the create
 * was begun.
 */
export interface Writer<Content> {
  /**
   * The part of the content that is brought up to date: by it is known whether what is there is what is wanted. Where
   * something else on GitHub would do as well, the one that is written comes first.
   */
  shown(content: Content): unknown[];
  find(github: RepositoryApi, content: Content, begunAt: Date | null): Promise<WrittenThing | null>;
  create(github: RepositoryApi, content: Content): Promise<WrittenThing>;
  update(github: RepositoryApi, thing: number, content: Content): Promise<WrittenThing>;
}
