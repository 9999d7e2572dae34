import {
  type DestinationStream,
  destination,
  type Logger,
  pino,
  stdSerializers,
  stdTimeFunctions,
} from 'pino';
import type { LogFormat, LogLevel } from '../settings/settings.ts';
import { batchedStream } from './batched-stream.ts';
import { prettyLine } from './pretty-line.ts';
import { createScrub } from './scrub.ts';

export type Log = Logger;

export interface LogOptions {
  level: LogLevel;
  format: LogFormat;
  /** Values that must never be written, besides anything that looks like a secret. */
  secrets?: readonly string[];
  /** Standard output unless given. */
  to?: DestinationStream;
  /** For the pretty format; true on a terminal unless given. */
  colour?: boolean;
}

/** The log of the whole process: one line an outcome, with no secret in it. */
export function createLog({ level, format, secrets = [], to, colour = onTerminal() }: LogOptions): Log {
  // Synchronous: the line that says why the process ends must not be lost with it.
  const standard = destination({ dest: 1, sync: true });
  return pino(
    {
      level,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: errorFields, error: errorFields },
      hooks: { streamWrite: createScrub(secrets) },
    },
    format === 'json'
      ? (to ?? batchedStream(standard))
      : { write: (line: string) => (to ?? standard).write(prettyLine(line, colour)) },
  );
}

/** Octokit's errors carry their whole request and response: headers, bodies, secrets. These fields are enough. */
function errorFields(error: unknown): unknown {
  const { type, message, stack, code, status } = Object(stdSerializers.err(Object(error)));
  return message === undefined ? error : { type, message, stack, code, status };
}

function onTerminal(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}
