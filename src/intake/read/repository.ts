import { z } from 'zod';
import { type Notice, repositoryInNotice } from './notice.ts';
import { repositoryId, there } from './payload-parts.ts';
import { type Delivery, nothing, type Reading } from './reading.ts';
import { requireShape } from './unreadable-delivery.ts';

export const repositoryShape = z.object({
  action: z.string(),
  changes: z.object({ default_branch: there }).nullish(),
  repository: repositoryId,
});

/** A repository was renamed, moved, archived or deleted, or has another default branch. */
export function readRepository(delivery: Delivery): Reading {
  const { action, changes, repository } = requireShape(repositoryShape, delivery.event, delivery.payload);
  switch (action) {
    case 'transferred':
      // Another organisation, another policy above the repository's own.
      return { ...changed(delivery, action), policyMayHaveChanged: true };
    case 'renamed':
    case 'archived':
    case 'unarchived':
    case 'publicized':
    case 'privatized':
      return changed(delivery, action);
    case 'edited':
      // The policy is read from the default branch: another branch, another policy.
      return changes?.default_branch === undefined || changes.default_branch === null
        ? nothing()
        : { ...changed(delivery, 'default-branch'), policyMayHaveChanged: true };
    case 'deleted':
      return { ...nothing(), notices: [{ kind: 'repository-deleted', repository: repository.id }] };
    default:
      return nothing();
  }
}

type Because = Extract<Notice, { kind: 'repository-changed' }>['because'];

/** Without an installation (a webhook of the repository's own) there is nothing to keep up with. */
function changed({ payload }: Delivery, because: Because): Reading {
  const repository = repositoryInNotice(payload);
  return { ...nothing(), notices: repository ? [{ kind: 'repository-changed', because, repository }] : [] };
}
