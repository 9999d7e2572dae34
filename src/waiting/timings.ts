/**
 * Spans of time that are decisions, each with its reason; milliseconds. What only protects a connection or a machine (a
 * timeout, a limit of a provider) stands beside the code that it protects.
 */
import { backoff } from './backoff.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

// Deliveries that belong together arrive one by one: how long for the rest.

/** Checks begin and end several at a time: they are read once no more events arrive. */
export const waitForMoreCheckEvents = 5 * second;
/** Where check events never stop, the checks are read this long after the first unread one. */
export const waitForUnreadChecks = 30 * second;
/** A deploy that was requested starts, and one that succeeded brings a review and a pull request: within seconds. */
export const waitForConsequences = 5 * second;
/**
 * GitHub deletes a branch as its pull request merges, and moves the target as it does so: several deliveries, in any order.
 * For this long after one of them nothing is said.
 */
export const waitForRestOfMerge = 10 * second;
/** GitHub closes a pull request whose branch is deleted, and may deliver the deletion after the closing. */
export const waitForBranchDeletion = 10 * second;
/** The push that led to a production deploy may be delivered after it. */
export const waitForPushOfDeploy = minute;
/**
 * Where every check counts, those of the fast lane are green before the full pipeline has started. They are believed alone
 * only after it has had this long to show up.
 */
export const waitForFullPipeline = 2 * minute;
/** The review opens after the run that deployed has ended: only then is it known which gates ran. */
export const waitForEndOfRun = 5 * minute;
/** A review waits until nothing more is about to be found out about its hotfixes, and looks this often. */
export const dueHotfixesEvery = second;
/** A hotfix is woken just before its new review is recorded: looked at after this, it finds the record. */
export const waitForRecordedReview = second;
/** No pause for more deliveries is longer: a moment that is further ahead comes from a clock that was set back. */
export const longestWaitForDeliveries = minute;

// What people do is not interrupted.

/** People tick one box after another: what is changed while they edit costs them their change. */
export const waitForEditors = 2 * minute;

// GitHub works, or repositories are compared, in the background.

/** GitHub works out in the background whether a pull request can be merged: asked again after each of these. */
export const waitsForMergeability = [2 * second, 8 * second, 30 * second];
/** A review waits for its hotfixes in other repositories to be compared with GitHub, for at most this long. */
export const waitForOtherSweeps = hour;

// Read again although nothing says that it changed: the delivery that would say so may be lost.

/** A policy file that has not changed costs no request of the rate limit. */
export const policyFileMaxAge = day;
/** For this long after GitHub named a repository its name is believed; then it may have passed to another one. */
export const nameMaxAge = minute;
/** Names in policy files of branches: the next push of the branch mostly names the same. */
export const verifiedNamesMaxAge = hour;
/** Mistakes that end without a push: a team that a policy file names is created. */
export const brokenPolicyMaxAge = day;
/** Pushes say whether runbooks changed. */
export const runbooksMaxAge = day;
/** The list of required checks changes seldom: once a day is enough, whichever of the repository's hotfixes asks. */
export const requiredChecksMaxAge = day;

// Nothing says that something was lost: looked for now and then.

/** GitHub's log of deliveries is read this often, and costs one request. */
export const deliveryLogEvery = hour;
/** Where more is missing than one reading fetches, the rest follows. */
export const deliveryLogRestAfter = minute;
/** A delivery may be logged a while after it was made. */
export const deliveryLogOverlap = 10 * minute;
/** GitHub keeps its log for three days, and an own server of GitHub for seven. */
export const deliveryLogKept = 7 * day;
/** What kept one delivery from being taken keeps others too: they are fetched together. */
export const waitForLostDeliveries = 30 * second;
/** Everything is compared with GitHub this often. */
export const sweepEvery = day;
/** Looked at again from before the last sweep: clocks differ, and deliveries are late. */
export const sweepOverlap = hour;
/** How often it is looked whether the other sweeps that a review waits for have ended. */
export const otherSweepsEvery = 30 * second;

/** A policy file that has changed and could not be read is asked for again. */
export const unreadPolicyEvery = 30 * second;
/** A policy file that has changed is not left unread for longer, whatever the failure was. */
export const longestWaitForPolicy = 15 * minute;

/** Old deliveries are deleted this often, and a step at a time, so that nobody has to wait for the rest. */
export const pruneEvery = hour;
export const pruneStepEvery = 2 * second;

// GitHub refuses to write something.

/** A refusal may hold for a moment only (too quickly, a commit not known yet). */
export const waitForAcceptance = backoff({ first: 5 * minute, factor: 4, longest: 6 * hour });
/** A refusal for good, because people switched something off, may end without a delivery. */
export const waitForSettingsOfPeople = day;

// A subject's plan and GitHub do not converge.

/** A mistake of this App's: the subject is tried again, but not at the cost of all others. */
export const waitAfterNoConvergence = 10 * second;

// Clocks and orders that differ a little.

/** GitHub closes a pull request as its branch is deleted or reset: the two times differ by no more than this. */
export const sameClosingTolerance = minute;
/** The time of one movement of a branch, as a delivery gives it and as GitHub's activity does. */
export const sameMovementTolerance = 2 * minute;
/** GitHub's clock and this machine's. */
export const clockTolerance = 2 * minute;
/**
 * A dispatch and a run share no id with their deployment, and a dispatch has only our time of receipt: they are the same
 * attempt when they fall into its time, give or take this much.
 */
export const sameDeployTolerance = 10 * minute;
/** Deliveries that were under way when the App lost a repository may still describe it as it was. */
export const lateDeliveryTolerance = 10 * minute;

/** This machine's clock may be behind GitHub's by this much: a push is not taken to come from the future. */
export const longestClockLag = 5 * minute;

// How far back, and for how long.

/** Longer than GitHub keeps a delivery for redelivery: three days, and seven on an own server. */
export const oldestPush = 8 * day;

/** A branch that comes back later than this after its deletion starts a new obligation, if the old one ended undeployed. */
export const sameObligationAfterDeletion = hour;
/** To GitHub, renaming a branch is a push of the new name and a deletion of the old one, at most this far apart. */
export const longestRename = hour;
/** A fix may be taken away again for this long after it came to its target. */
export const watchAfterArrival = 30 * day;
/** Other production deploys are part of a hotfix's story for this long after its first deploy. */
export const storyAfterDeploy = 30 * day;
/** Production deploys before the first push may belong to the story: a rollback went back to one of them. */
export const storyBeforePush = 30 * day;
/** A rollback may come before the fix is even pushed. */
export const rollbackBeforePush = day;
/** A rollback after the cure is part of the incident for this long. */
export const rollbackAfterCure = day;
/** Older events are not announced, even if the channel could not be reached meanwhile. */
export const newsMaxAge = day;
/** Two months that may still change, and the 30 days before them that a rolling window looks back on. */
export const hotfixesCountedBack = 100 * day;
/** Older production deploys have been placed, or never will be. */
export const deploysPlacedBack = 8 * day;

// Limits of the product.

/** All extensions of a deadline together. */
export const longestExtension = 72 * hour;
/** A review is reminded of when it is due, then this often. */
export const reviewReminderEvery = 7 * day;
