import type { Work } from '../context/work.ts';
import type { Handlers } from '../queue/handlers.ts';
import { handleUnlessGone } from './delivery/handle-unless-gone.ts';
import { lookAtSubject } from './look-at-subject.ts';

/** Handlers of due subjects and deliveries, for the queue. */
export function createHandlers(work: Work): Handlers {
  return {
    delivery: (delivery) => handleUnlessGone(work, delivery),
    subject: (subject, lease) => lookAtSubject(work, subject, lease),
  };
}
