import { beginCheckpoint, setCheckpoint } from '../store/checkpoints.ts';
import { slackSubject } from '../store/subject-key.ts';
import { wakeSubject } from '../store/subjects.ts';
import type { Handle } from '../store/tables.ts';

interface Start {
  now: Date;
  /** Whether Slack is set up: news from before that is not posted. */
  slack: boolean;
  /** Whether the database may have lost its last moments. */
  mayLack: boolean;
}

/** Notes from when on the database is complete: what is older is read from GitHub. */
export async function markStart(db: Handle, { now, slack, mayLack }: Start): Promise<void> {
  if (mayLack) await setCheckpoint(db, 'whole-since', now);
  else await beginCheckpoint(db, 'whole-since', now);
  if (!slack) return;
  await beginCheckpoint(db, 'slack-since', now);
  await wakeSubject(db, slackSubject, now);
}
