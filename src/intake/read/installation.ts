import { z } from 'zod';
import { ghost } from '../../facts/happened.ts';
import type { NamedRepository, Notice } from './notice.ts';
import { databaseId, line, moment } from './payload-parts.ts';
import { type Delivery, nothing, type Reading } from './reading.ts';
import { requireShape } from './unreadable-delivery.ts';

const listed = z
  .array(z.object({ id: databaseId, full_name: line(201) }))
  .nullish()
  .transform((list) => (list ?? []).flatMap(splitName));

/** An organisation or a user has a login, an enterprise a slug. */
const account = z.object({ login: line(100).optional(), slug: line(100).optional() }).nullish();

const inTheYear2100 = 4_102_444_800;

export const installationShape = z.object({
  action: z.string(),
  installation: z.object({
    id: databaseId,
    account,
    // ISO 8601 in most payloads, seconds in some. Whatever else it may be: it is not known then.
    created_at: z
      .union([moment, z.number().min(0).max(inTheYear2100)])
      .nullish()
      .catch(null),
  }),
  repositories: listed,
});

export const installationRepositoriesShape = z.object({
  action: z.string(),
  installation: z.object({ id: databaseId, account }),
  repositories_added: listed,
  repositories_removed: listed,
});

/** The App was installed, suspended, taken up again or removed, or was granted permissions. */
export function readInstallation(delivery: Delivery): Reading {
  const { action, installation, repositories } = requireShape(
    installationShape,
    delivery.event,
    delivery.payload,
  );
  const { id, account, created_at } = installation;
  switch (action) {
    case 'created':
    case 'unsuspend':
    case 'new_permissions_accepted':
      return notify({
        kind: 'installation-active',
        because: action,
        installation: id,
        account: nameOf(account) ?? ghost.login,
        createdAt:
          typeof created_at === 'number' ? new Date(created_at * 1000).toISOString() : (created_at ?? null),
        repositories,
      });
    case 'suspend':
      return notify({ kind: 'installation-suspended', installation: id });
    case 'deleted':
      return notify({ kind: 'installation-deleted', installation: id });
    default:
      return nothing();
  }
}

/** Whose installation a delivery is about; `null` where it does not say, as most are about a repository. */
export function accountOfInstallation(payload: unknown): string | null {
  const result = z.object({ installation: z.object({ account }) }).safeParse(payload);
  return result.success ? nameOf(result.data.installation.account) : null;
}

function nameOf(of: z.output<typeof account>): string | null {
  return of?.login ?? of?.slug ?? null;
}

/** Repositories came under the installation, or left it. */
export function readInstallationRepositories(delivery: Delivery): Reading {
  const payload = requireShape(installationRepositoriesShape, delivery.event, delivery.payload);
  const installation = payload.installation.id;
  const added = payload.repositories_added;
  const removed = payload.repositories_removed.map(({ id }) => id);
  return notify(
    ...(added.length > 0 ? [{ kind: 'repositories-added' as const, installation, repositories: added }] : []),
    ...(removed.length > 0
      ? [{ kind: 'repositories-removed' as const, installation, repositories: removed }]
      : []),
  );
}

function notify(...notices: Notice[]): Reading {
  return { ...nothing(), notices };
}

function splitName({ id, full_name: fullName }: { id: number; full_name: string }): NamedRepository[] {
  const [owner, name] = fullName.split('/');
  return owner && name ? [{ id, owner, name }] : [];
}
