import { notFound } from '../site-error.ts';
import { ok, type Route, repositoryOf, route } from './route.ts';

/** GitHub's limit. */
const mostEntries = 100_000;

export const treeRoutes: Route[] = [
  route('GET', '/repos/{owner}/{repo}/git/trees/{tree_sha}', 'contents:read', async (call) => {
    const { hub, query } = call;
    const repository = repositoryOf(call);
    const { git } = repository;
    const name = call.params.tree_sha ?? '';
    // Any value, even `0` or `false`, makes it recursive.
    const tree = await git.tree((await git.resolve(name)) ?? name, { recursive: query.has('recursive') });
    if (!tree) throw notFound();
    const url = `${hub.api}/repos/${repository.owner.login}/${repository.name}/git`;
    return ok({
      sha: tree.sha,
      url: `${url}/trees/${tree.sha}`,
      tree: tree.entries
        .slice(0, mostEntries)
        .map((entry) => ({ ...entry, url: `${url}/${entry.type}s/${entry.sha}` })),
      truncated: tree.entries.length > mostEntries,
    });
  }),
];
