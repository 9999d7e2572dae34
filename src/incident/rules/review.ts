import { addMilliseconds } from 'date-fns/addMilliseconds';
import { type Comment, type ReviewIssue, reviewIssue, statusComment } from '../../artefact/artefact.ts';
import { artefactKey } from '../../artefact/keys.ts';
import type { Consequences } from '../../artefact/rule.ts';
import { successfulDeploys } from '../../hotfix/fold/deploys.ts';
import { firstDeployed } from '../../hotfix/review-home.ts';
import { waitForEditors, waitForEndOfRun } from '../../waiting/timings.ts';
import { adoptableClaim } from '../claims.ts';
import type { Incident, Review } from '../incident.ts';
import { reportedOnTimeline } from '../timeline.ts';

/** The review opens with the first production deploy, and its first part is kept up to date while people fill in theirs. */
export function review(incident: Incident, now: Date): Consequences<ReviewIssue | Comment, never> {
  const there = incident.review;
  if (!there) return adoptableClaim(incident) ? {} : opening(incident, now);
  if (!isKept(incident, there)) return {};
  const quietAt = endOfEditing(incident, there);
  return { artefacts: quietAt && now < quietAt ? [] : [upToDate(incident, there)], until: quietAt };
}

function opening(incident: Incident, now: Date): Consequences<ReviewIssue, never> {
  const at = openingOf(incident);
  return { artefacts: at && now >= at ? [own(incident)] : [], until: at };
}

/** In an issue that a person opened, what is this App's stands in a comment. */
function upToDate(incident: Incident, { ours, number }: Review): ReviewIssue | Comment {
  return ours ? own(incident) : statusComment({ key: artefactKey.reviewBlock(incident.id), number });
}

function own({ id, home }: Incident): ReviewIssue {
  const { labels, assignees } = home.inForce.policy.issues;
  return reviewIssue({ key: artefactKey.review(id), incident: id, labels, assignees });
}

/** At the first success in production; a little later where the run that did it has not ended. */
function openingOf({ hotfixes, home }: Incident): Date | null {
  const [first] = hotfixes
    .filter(({ hotfix }) => hotfix.repository.id === home.repository.id)
    .flatMap((situation) => {
      const at = firstDeployed(situation);
      return at ? [{ hotfix: situation.hotfix, at }] : [];
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  if (!first) return null;
  const { hotfix, at } = first;
  const run = successfulDeploys(hotfix).find(({ finishedAt }) => finishedAt?.getTime() === at.getTime())?.run;
  const ended = run == null || hotfix.runs.some((one) => one.id === run);
  return ended ? at : addMilliseconds(at, waitForEndOfRun);
}

/** `null`: nobody is editing it, or nothing of this App's stands in it yet. */
function endOfEditing({ written, id }: Incident, { ours, editedAt }: Review): Date | null {
  const begun = ours || written[artefactKey.reviewBlock(id)] !== undefined;
  return begun && editedAt ? addMilliseconds(editedAt, waitForEditors) : null;
}

/** A review that people closed is left alone, until they change it or add to its timeline. */
function isKept(incident: Incident, { state, closedAt, editedAt }: Review): boolean {
  if (state === 'open' || !closedAt) return true;
  const changes = [editedAt, ...reportedOnTimeline(incident).map(({ command }) => command.at)];
  return changes.some((at) => at !== null && at > closedAt);
}
