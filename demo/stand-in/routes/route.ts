import type { Hub } from '../hub.ts';
import type { Installation, Repository } from '../model.ts';
import { notFound } from '../site-error.ts';

export interface Call {
  hub: Hub;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
  installation: Installation;
}

export interface Answer {
  status: number;
  body: unknown;
  /** A list to be paged; `wrap` puts a page into its envelope. */
  list?: { items: unknown[]; wrap?: (page: unknown[], total: number) => unknown };
  /** The page is complete; these parameters lead to the next one. */
  next?: Record<string, string>;
}

export interface Route {
  method: string;
  /** As GitHub's description writes it. */
  template: string;
  /** The permission that the App needs, such as `issues:write`; any one of several. */
  needs: string[];
  handle: (call: Call) => Promise<Answer> | Answer;
}

export function route(method: string, template: string, needs: string, handle: Route['handle']): Route {
  return { method, template, needs: needs === '' ? [] : needs.split('|'), handle };
}

export function ok(body: unknown, status = 200): Answer {
  return { status, body };
}

export function listed(items: unknown[], wrap?: (page: unknown[], total: number) => unknown): Answer {
  return { status: 200, body: null, list: wrap ? { items, wrap } : { items } };
}

/** The repository of the call, where the App is installed. */
export function repositoryOf({ hub, params, installation }: Call): Repository {
  const repository = hub.repository(params.owner ?? '', params.repo ?? '');
  if (!repository || hub.installationOf(repository)?.id !== installation.id) throw notFound();
  return repository;
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
