import { make } from '../../facts/make.ts';
import { appendFacts } from '../../store/facts/append-facts.ts';
import { incidentsOfReviews, incidentsSpelledLike } from '../../store/incidents.ts';
import type { KnownRepository } from '../../store/repositories/repositories.ts';
import { noteEdited, noteState } from '../../store/review-texts.ts';
import type { Handle } from '../../store/tables.ts';
import type { IssueSeen } from '../read/reading.ts';
import type { Recording } from './record-facts.ts';

/** Keeps what a person did to a review, or to an issue that names an incident as the form for reviews does. */
export async function recordIssue(
  tx: Handle,
  { id: repository, account }: Pick<KnownRepository, 'id' | 'account'>,
  issue: IssueSeen,
  { id, now, subjects }: Recording,
): Promise<void> {
  const { number, change, body, names, author, url } = issue;
  const at = new Date(issue.at);
  const incidents = await incidentsOfReviews(tx, repository, [number]);
  const claims = names !== null && change === 'text' && !author.bot;
  if (incidents.length === 0 && !claims) return;
  if (change === 'text') await noteEdited(tx, { repository, number }, { body, at });
  else await noteState(tx, { repository, number }, change === 'closed' ? at : null);
  if (claims && incidents.length === 0) {
    const claim = { number, incident: names, url, by: author };
    const fact = make.reviewClaimed({ ...claim, at: issue.at, repository });
    await appendFacts(tx, [fact], { delivery: id, recordedAt: now });
    // One that has no hotfix yet is looked at when its first one comes.
    incidents.push(...(await incidentsSpelledLike(tx, { account, id: names })));
  }
  subjects.wake(incidents, now);
}
