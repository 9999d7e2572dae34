import type { Work } from '../context/work.ts';
import type { Handlers } from '../queue/handlers.ts';
import { handleUnlessGone } from './delivery/handle-unless-gone.ts';
import { lookAtSubject } from './look-at-subject.ts';

/** What the queue has done with what is due. */
export function createHandlers(work: Work): Handlers {
  return {
    delivery: (delivery) => handleUnlessGone(work, delivery),
    subject: (subject, lease) => lookAtSubject(work, subject, lease),
  };
}
