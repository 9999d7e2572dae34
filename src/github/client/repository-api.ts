import type { PaginatingEndpoints } from '@octokit/plugin-paginate-rest';
import type { Endpoints } from '@octokit/types';
import type { Repository } from '../../facts/repository.ts';
import type { Installation } from './github.ts';

/** Parameters in the address of every request. */
export type RepositoryName = Pick<Repository, 'owner' | 'name'>;

type OfRepository<Route> = Extract<Route, `${string} /repos/{owner}/{repo}${string}`>;

/** Parameters of a route without those that are bound; each member of a union by itself, index signatures kept. */
type Unbound<Parameters> = Parameters extends unknown
  ? { [Key in keyof Parameters as Key extends 'owner' | 'repo' ? never : Key]: Parameters[Key] }
  : never;

interface Headers {
  headers?: Record<string, string>;
}

/**
 * GitHub's API of one repository: the routes below `/repos/{owner}/{repo}`, whose owner and name it fills in. Every
 * failure is a `GitHubTrouble`.
 */
export interface RepositoryApi<Named extends RepositoryName = Repository> {
  repository: Named;
  /** For what is asked of an organisation or of users. */
  installation: Installation;
  /** Resolves once it is sure whose name the requests go by; every request awaits it. */
  confirm(): Promise<void>;
  request<Route extends OfRepository<keyof Endpoints>>(
    route: Route,
    parameters?: Unbound<Endpoints[Route]['parameters']> & Headers,
  ): Promise<Endpoints[Route]['response']>;
  /** All pages of a list. */
  paginate<Route extends OfRepository<keyof PaginatingEndpoints>>(
    route: Route,
    parameters?: Unbound<PaginatingEndpoints[Route]['parameters']>,
  ): Promise<PaginatingEndpoints[Route]['response']['data']>;
  /** One page after the other, for whoever may have enough of them. */
  pages<Route extends OfRepository<keyof PaginatingEndpoints>>(
    route: Route,
    parameters?: Unbound<PaginatingEndpoints[Route]['parameters']>,
  ): AsyncIterable<{ data: PaginatingEndpoints[Route]['response']['data'] }>;
}

/** Octokit's functions as they are at run time; which parameters and answers a route has is checked above. */
interface Untyped {
  request(route: string, parameters: object): Promise<never>;
  paginate: {
    (route: string, parameters: object): Promise<never>;
    iterator(route: string, parameters: object): AsyncIterable<never>;
  };
}

export function repositoryApi<Named extends RepositoryName>(
  installation: Installation,
  repository: Named,
  confirm: () => Promise<void> = () => Promise.resolve(),
): RepositoryApi<Named> {
  const { request, paginate } = installation as unknown as Untyped;
  const bound = { owner: repository.owner, repo: repository.name };
  return {
    repository,
    installation,
    confirm,
    async request(route, parameters) {
      await confirm();
      return request(route, { ...bound, ...parameters });
    },
    async paginate(route, parameters) {
      await confirm();
      return paginate(route, { ...bound, ...parameters });
    },
    async *pages(route, parameters) {
      await confirm();
      yield* paginate.iterator(route, { ...bound, ...parameters });
    },
  };
}

/** The same, for writes that an incident waits for: they go before labels, comments and issues. */
export function withUrgency(github: RepositoryApi): RepositoryApi {
  const { request } = github as unknown as Untyped;
  return {
    ...github,
    request: (route, parameters) => request(route, { ...parameters, request: { isUrgent: true } }),
  };
}
