import type { Work } from '../../context/work.ts';
import { kindOf } from '../../github/client/errors.ts';
import { finishDelivery, type TakenDelivery } from '../../queue/delivery-leases.ts';
import { findRepository } from '../../store/repositories/repositories.ts';
import { handleDelivery } from './handle-delivery.ts';

/**
 * GitHub says so too of what it hides for a while: only after some hours of it is the installation, or the repository,
 * taken to be gone. Should it not be, the next comparison brings in what was delivered meanwhile.
 */
const attemptsUntilGone = { uninstalled: 5, missing: 12 };

/** Handles a delivery. One of an installation or a repository that is gone is over. */
export async function handleUnlessGone(work: Work, delivery: TakenDelivery): Promise<void> {
  try {
    await handleDelivery(work, delivery);
  } catch (error) {
    const trouble = kindOf(error);
    if (trouble !== 'uninstalled' && trouble !== 'missing') throw error;
    if (!(await isOver(work, delivery, trouble))) throw error;
    const { id, event } = delivery;
    await finishDelivery(work.db, id, work.now());
    work.log.info({ delivery: id, event }, 'delivery ignored: installation or repository gone');
  }
}

/** The App was told that it is gone from there, or has been told so for long enough by being refused. */
async function isOver(
  { db }: Work,
  { repository, attempts }: TakenDelivery,
  trouble: keyof typeof attemptsUntilGone,
): Promise<boolean> {
  if (attempts + 1 >= attemptsUntilGone[trouble]) return true;
  // Without a repository, the App asks for the installation itself.
  if (repository === null) return trouble === 'uninstalled';
  return (await findRepository(db, repository))?.state === 'gone';
}
