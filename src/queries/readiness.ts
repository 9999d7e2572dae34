import type { Database } from '../store/database.ts';
import { isReadOnly, type QueueStatus, queueStatus } from './status.ts';

/** How the parts that a delivery needs are doing. Moments in ISO 8601, null where it has never happened. */
export interface Readiness {
  database: DatabaseState;
  /** null when the database does not answer. */
  queue: {
    /** Deliveries that are stored but not processed yet. */
    waiting: number;
    /** Age of the oldest of them in seconds; 0 when none waits. */
    oldestWaitSeconds: number;
    /** Deliveries that failed for good and wait for an operator. */
    parked: number;
    /** Subjects whose last attempt failed and that will be tried again. */
    failing: number;
  } | null;
  gitHub: GitHubStatus & {
    lastDeliveryAt: string | null;
    /** When GitHub's delivery log was last read. */
    logReadAt: string | null;
    /** When everything was last compared with GitHub. */
    comparedAt: string | null;
  };
  /** Only where Slack is set up. */
  slack?: SlackStatus & {
    /** News that is still to be posted; null when the database does not answer. */
    waiting: number | null;
  };
}

/** `low_disk_space`: the embedded database takes nothing until there is space again. */
export type DatabaseState = 'ok' | 'unreachable' | 'read_only' | 'low_disk_space';

/** `failing`: it does not answer as it should. `refused`: it does not accept the credentials. */
export const healthStates = ['ok', 'failing', 'refused'] as const;
type HealthState = (typeof healthStates)[number];

export interface GitHubStatus {
  state: HealthState;
  /** Since when it has not been `ok`. */
  since: Date | null;
  /** Installations that wait for GitHub's rate limit. */
  limited: number;
}

export interface SlackStatus {
  state: HealthState;
  since: Date | null;
  /** Slack's reason, and what people have to do about it. */
  reason: string | null;
  advice: string | null;
}

/** What the database says, or why it says nothing. */
export interface DatabaseStatus {
  state: DatabaseState;
  /** `null`: it does not answer. */
  status: QueueStatus | null;
}

export interface ReadinessParts extends DatabaseStatus {
  gitHub: GitHubStatus;
  /** `null`: Slack is not set up. */
  slack: SlackStatus | null;
  now: Date;
}

export function readinessOf({ state, status, gitHub, slack, now }: ReadinessParts): Readiness {
  return {
    database: state,
    queue: status && {
      waiting: status.waiting,
      oldestWaitSeconds: status.oldest
        ? Math.max(0, Math.round((now.getTime() - status.oldest.getTime()) / 1000))
        : 0,
      parked: status.parked,
      failing: status.failing,
    },
    gitHub: {
      ...gitHub,
      lastDeliveryAt: status?.lastDeliveryAt?.toISOString() ?? null,
      logReadAt: status?.logReadAt?.toISOString() ?? null,
      comparedAt: status?.comparedAt?.toISOString() ?? null,
    },
    ...(slack ? { slack: { ...slack, waiting: status && newsDue(status) } } : {}),
  };
}

export interface AskedDatabase {
  database: Pick<Database, 'db' | 'hasRoom'>;
  now: Date;
  /** Longest wait for the database, milliseconds. */
  patience?: number;
}

/** Longer than a slow answer, shorter than the usual patience of a prober (10 s). */
const usualPatience = 5_000;

/** Never rejects: a database that fails or does not answer in time is `unreachable`. */
export async function readDatabaseStatus({
  database,
  now,
  patience = usualPatience,
}: AskedDatabase): Promise<DatabaseStatus> {
  const unreachable: DatabaseStatus = { state: 'unreachable', status: null };
  const late = Promise.withResolvers<DatabaseStatus>();
  const timer = setTimeout(() => late.resolve(unreachable), patience);
  try {
    return await Promise.race([ask(database, now), late.promise]);
  } catch {
    return unreachable;
  } finally {
    clearTimeout(timer);
  }
}

async function ask({ db, hasRoom }: AskedDatabase['database'], now: Date): Promise<DatabaseStatus> {
  const status = await queueStatus(db, now);
  if (!hasRoom()) return { state: 'low_disk_space', status };
  return { state: (await isReadOnly(db)) ? 'read_only' : 'ok', status };
}

function newsDue({ slackNews }: QueueStatus): number {
  return slackNews.reduce((sum, { outcome, count }) => sum + (outcome === 'due' ? count : 0), 0);
}
