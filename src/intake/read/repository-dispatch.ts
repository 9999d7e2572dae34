import { z } from 'zod';
import { make } from '../../facts/make.ts';
import { isDeployDispatch } from '../../policy/deploy-matching.ts';
import { account, line, repositoryId } from './payload-parts.ts';
import { type Delivery, nothing, type Reading, type ReadingContext, readingOf } from './reading.ts';
import { requireShape } from './unreadable-delivery.ts';

/** Anything but text counts as missing. */
const text = z.string().optional().catch(undefined);

/** Whatever the sender likes, also what is nobody else's business: nothing but these is looked at. */
const clientPayload = z
  .object({ tag: text, sha: text, ref: text, service: text, environment: text })
  .nullish()
  .catch(null);

type ClientPayload = z.output<typeof clientPayload>;

export const repositoryDispatchShape = z.object({
  /** The type that the sender gave it; GitHub takes at most 100 characters. */
  action: z.string(),
  client_payload: clientPayload,
  repository: repositoryId.extend({ full_name: line(201) }),
  sender: account,
});

const label = line(100);

/**
 * A commit was handed over for deployment. Whoever may write to the repository can send a dispatch with any
 * content: only a commit id counts, every other field is a label, and what does not fit is left out.
 */
export function readRepositoryDispatch(delivery: Delivery, { policy }: ReadingContext): Reading {
  const { action, client_payload, repository, sender } = requireShape(
    repositoryDispatchShape,
    delivery.event,
    delivery.payload,
  );
  if (action.length > 100 || !isDeployDispatch(policy, action)) return nothing();
  const sha = commitIn(client_payload);
  if (sha === null) return nothing();
  return readingOf([
    make.dispatch(
      {
        at: delivery.receivedAt.toISOString(),
        repository: repository.id,
        sha,
        type: label.parse(action),
        to: repository.full_name,
        service: labelOf(client_payload?.service),
        environment: labelOf(client_payload?.environment),
        by: sender,
        needsRight: true,
      },
      delivery.id,
    ),
  ]);
}

/** The commit of `{tag: "hotfix-<sha>"}`, or of a bare `sha` or `ref`. */
function commitIn(payload: ClientPayload): string | null {
  const tag = /^hotfix-([0-9a-f]{40})$/i.exec(payload?.tag ?? '')?.[1];
  const bare = [payload?.sha, payload?.ref].find((one) => /^[0-9a-f]{40}$/i.test(one ?? ''));
  return (tag ?? bare)?.toLowerCase() ?? null;
}

function labelOf(given: string | undefined): string | null {
  const trimmed = given?.trim();
  return trimmed ? label.parse(trimmed) : null;
}
