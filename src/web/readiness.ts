import { type Answer, json } from './answer.ts';

/** How the parts that a delivery needs are doing. */
export interface ReadyReport {
  database: 'answers' | 'does not answer' | `takes nothing: ${'it is read-only' | 'the disk is nearly full'}`;
  /** null when the database cannot tell. */
  queue: {
    /** Deliveries that are stored and not worked on yet. */
    waiting: number;
    /** Age of the oldest of them in seconds; null when none waits. */
    oldestWaitSeconds: number | null;
    /** Deliveries that were given up and wait for a person. */
    parked: number;
    /** Hotfixes, repositories and comparisons that failed when they were last worked on, and are tried again. */
    failing: number;
  } | null;
  /**
   * How GitHub is doing, and how far what it has is known; moments in ISO 8601, null where it never happened. That
   * GitHub fails is no reason to get no deliveries.
   */
  gitHub?: {
    state: 'answers' | 'fails' | 'refuses';
    /** Since when it has not answered, or not accepted this App. */
    since: Date | null;
    /** Installations that wait because GitHub limits their rate. */
    limited: number;
    lastDeliveryAt: string | null;
    /** When its log of deliveries was last read. */
    logReadAt: string | null;
    /** When everything was last compared with it. */
    comparedAt: string | null;
  };
  /** How Slack is doing, where there is a way to it. That it fails is no reason to get no deliveries either. */
  slack?: {
    state: 'answers' | 'fails' | 'refuses';
    since: Date | null;
    /** Slack's word for what it refuses, and what people have to do about it. */
    reason: string | null;
    advice: string | null;
    /** News that waits to be told. */
    waiting: number;
  };
}

/** Longer than a slow answer, shorter than the usual patience of a prober (10 s). */
const patience = 5_000;

/** 200 when deliveries can be stored, 503 with the reason when not. A long queue alone is no reason to get none. */
export async function readiness(isReady: () => Promise<ReadyReport>, closing: boolean): Promise<Answer> {
  if (closing) {
    return json(503, { status: 'shutting down' });
  }
  const report = await inTime(isReady);
  const status = report.database === 'answers' ? 'ready' : 'not ready';
  return json(status === 'ready' ? 200 : 503, { status, ...report });
}

async function inTime(isReady: () => Promise<ReadyReport>): Promise<ReadyReport> {
  const unknown: ReadyReport = { database: 'does not answer', queue: null };
  const late = Promise.withResolvers<ReadyReport>();
  const timer = setTimeout(() => late.resolve(unknown), patience);
  try {
    return await Promise.race([isReady(), late.promise]);
  } catch {
    return unknown;
  } finally {
    clearTimeout(timer);
  }
}
