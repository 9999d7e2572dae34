import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { isHandledEvent } from '../../src/intake/read/handled-events.ts';
import { readDelivery } from '../../src/intake/read/read-delivery.ts';
import { UnreadableDelivery } from '../../src/intake/read/unreadable-delivery.ts';
import { parsePayload, textOf } from '../../src/intake/receive/parse-payload.ts';
import { partToKeep } from '../../src/intake/receive/payload-projection.ts';
import { createIntake } from '../../src/intake/receive/receive-delivery.ts';
import { Refusal } from '../../src/intake/receive/refusal.ts';
import { signedWith } from '../../src/intake/receive/signature.ts';
import { context } from '../intake/reading-context.ts';
import { type Chance, longestInput, mutated } from './mutate.ts';
import { mustHold, type Parser } from './parser.ts';

const examples = (
  createRequire(import.meta.url)('@octokit/webhooks-examples') as { name: string; examples: object[] }[]
).filter(({ name }) => isHandledEvent(name));

const receivedAt = new Date('2026-11-23T14:02:00.000Z');

/** Values that a field of a payload may turn out to have. */
const values: unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 53,
    '',
    'hotfix/INC-7-x',
    'refs/heads/hotfix/INC-7-x',
    'refs/tags/a',
    [],
    [[]],
    {},
  ],
  ...[
    '2026-11-23T14:02:00Z',
    '0000-00-00T00:00:00Z',
    1e15,
    'a'.repeat(300),
    'a'.repeat(5_000),
    '\ud83d',
    'a\0b',
    '__proto__',
  ],
  ...[
    '/hotfix status\n'.repeat(400),
    'w~__'.repeat(5_000),
    Array.from({ length: 500 }, () => 'runbooks/a.sh'),
  ],
];

/** The payload with some of its fields changed, left out or put elsewhere. */
function changedPayload(chance: Chance, payload: unknown): unknown {
  const copy: unknown = structuredClone(payload);
  for (let change = 0; change <= chance.below(4); change++) {
    let holder: unknown = copy;
    for (let depth = chance.below(6); depth >= 0; depth--) {
      if (typeof holder !== 'object' || holder === null) break;
      const key = chance.oneOf(Object.keys(holder));
      if (key === undefined) break;
      const below: unknown = Reflect.get(holder, key);
      if (depth === 0 || typeof below !== 'object' || below === null) {
        if (chance.below(5) === 0) Reflect.deleteProperty(holder, key);
        else Reflect.set(holder, key, structuredClone(chance.oneOf(values)));
        break;
      }
      holder = below;
    }
  }
  return copy;
}

async function answerTo(headers: Record<string, string>, body: string): Promise<number> {
  const lines: string[] = [];
  const write = (...line: unknown[]) => void lines.push(JSON.stringify(line));
  const intake = createIntake({
    secrets: ['planted secret'],
    keep: async () => 'stored',
    now: () => receivedAt,
    log: { info: write, warn: write, error: write },
  });
  const request = Object.assign(Readable.from([Buffer.from(body)]), {
    method: 'POST',
    headers,
    complete: true,
  });
  let status = 0;
  const response = {
    writeHead(code: number) {
      status = code;
    },
    end: () => undefined,
  };
  await intake(request as unknown as IncomingMessage, response as unknown as ServerResponse);
  const given = headers['x-hub-signature-256'] ?? '';
  const isLogged =
    given.length > 40 && !headers['x-github-delivery']?.includes(given) && lines.join('').includes(given);
  mustHold(!isLogged, 'no signature in the log');
  return status;
}

export const deliveries: Parser[] = [
  {
    name: 'a payload',
    corpus: examples.flatMap(({ name, examples: payloads }) =>
      payloads.map((one) => `${name}\n${JSON.stringify(one)}`),
    ),
    pieces: ['{"a":', '[', '"', '\\u0000', '\\ud83d', ':1e999,', '}', ']', '\\', 'push\n'],
    stepsEach: 30,
    stepsAtLeast: 100_000,
    make(chance) {
      const { name = 'push', examples: payloads = [] } = chance.oneOf(examples) ?? {};
      const text = `${name}\n${JSON.stringify(changedPayload(chance, chance.oneOf(payloads)))}`;
      return (chance.below(10) === 0 ? mutated(chance, [text], this.pieces) : text).slice(0, longestInput);
    },
    run(text) {
      const [event = '', ...rest] = text.split('\n');
      if (!isHandledEvent(event)) return;
      try {
        const payload = partToKeep(event, parsePayload(textOf(Buffer.from(rest.join('\n')))));
        const { facts } = readDelivery({ id: 'd', event, payload, receivedAt }, context);
        const written = JSON.stringify(facts);
        mustHold(
          written.isWellFormed() && !/\\u0000|\\ud[89a-f]/i.test(written.replaceAll('\\\\', '')),
          'facts can be stored',
        );
        for (const { at, key } of facts)
          mustHold(!Number.isNaN(Date.parse(at)) && key !== '', 'a fact has a moment and a key');
      } catch (error) {
        if (!(error instanceof UnreadableDelivery) && !(error instanceof Refusal)) throw error;
      }
    },
  },
  {
    name: 'the headers of a delivery',
    corpus: [
      `application/json\npush\n0b989ba4-242f-11e5-81e1-c7b6966d2516\nsha256=${'a'.repeat(64)}`,
      `application/json; charset=utf-8\nping\n1\nsha256=${'0'.repeat(63)}g`,
      'application/x-www-form-urlencoded\npush\n1\nsha1=0123',
    ],
    pieces: ['sha256=', 'sha1=', 'application/json', ';', '\n', 'a'.repeat(64), 'push', '-'],
    stepsEach: 20,
    stepsAtLeast: 20_000,
    async run(text) {
      const [type = '', event = '', id = '', signature = ''] = text.split('\n');
      const headers = {
        'content-type': type,
        'x-github-event': event,
        'x-github-delivery': id,
        'x-hub-signature-256': signature,
      };
      mustHold([400, 401, 415].includes(await answerTo(headers, '{}')), 'refused, and nothing else');
      mustHold(!signedWith(['planted secret'])(Buffer.from('{}'), signature), 'a signature that nobody made');
    },
  },
];
