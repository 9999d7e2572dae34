import { z } from 'zod';
import { type Visibility, visibilityOf } from '../../facts/repository.ts';
import { branchName, databaseId, line, webAddress } from './payload-parts.ts';

/** A repository as a payload describes it now. */
export interface RepositoryNotice {
  id: number;
  installation: number;
  /** Id of the owner; `null`: an older version kept the payload, without it. */
  account: number | null;
  /** Login of the owner. */
  owner: string;
  name: string;
  defaultBranch: string;
  /** Address for people. */
  url: string;
  visibility: Visibility;
  archived: boolean;
}

/** A repository as an installation lists it: GitHub leaves out its default branch there. */
export interface NamedRepository {
  id: number;
  owner: string;
  name: string;
}

/** Something about what the App may see. It is no fact of a hotfix; it keeps the table of repositories true. */
export type Notice =
  | {
      kind: 'installation-active';
      /** `created`, `unsuspend` or `new_permissions_accepted`. */
      because: string;
      installation: number;
      account: string;
      /** When the App was installed there; `null` where GitHub does not say. */
      createdAt: string | null;
      /** May be incomplete or empty: GitHub does not promise the whole list. */
      repositories: NamedRepository[];
    }
  | { kind: 'installation-suspended'; installation: number }
  | { kind: 'installation-deleted'; installation: number }
  | { kind: 'repositories-added'; installation: number; repositories: NamedRepository[] }
  | { kind: 'repositories-removed'; installation: number; repositories: number[] }
  | {
      kind: 'repository-changed';
      because:
        | 'renamed'
        | 'transferred'
        | 'archived'
        | 'unarchived'
        | 'publicized'
        | 'privatized'
        | 'default-branch';
      repository: RepositoryNotice;
    }
  | { kind: 'repository-deleted'; repository: number };

export const noticeShape = z.object({
  installation: z.object({ id: databaseId }),
  repository: z.object({
    id: databaseId,
    name: line(100).refine((name) => name !== ''),
    // The owner in a push payload has had a `name` longer than it has had a `login`.
    owner: z.object({ id: databaseId.optional(), login: line(100).optional(), name: line(100).nullish() }),
    default_branch: branchName,
    html_url: webAddress,
    private: z.boolean().optional(),
    visibility: z.string().optional(),
    archived: z.boolean().optional(),
  }),
});

/** The repository that a payload of any event describes; `null` where it describes none, or not in full. */
export function repositoryInNotice(payload: unknown): RepositoryNotice | null {
  const result = noticeShape.safeParse(payload);
  if (!result.success) return null;
  const { installation, repository } = result.data;
  const owner = repository.owner.login ?? repository.owner.name;
  if (!owner || repository.html_url === null) return null;
  return {
    id: repository.id,
    installation: installation.id,
    account: repository.owner.id ?? null,
    owner,
    name: repository.name,
    defaultBranch: repository.default_branch,
    url: repository.html_url,
    visibility: visibilityOf(repository),
    archived: repository.archived ?? false,
  };
}
