/**
 * Whether each reader accepts what GitHub's webhooks send, as their published types describe them. The compiler
 * judges it: `npm run check:types`.
 */
import type { EventPayloadMap, PushEvent } from '@octokit/webhooks-types';
import { z } from 'zod';
import { type HandledEvent, handledEvents } from '../../src/intake/read/handled-events.ts';
import { shapes } from '../../src/intake/receive/payload-projection.ts';

type Shapes = typeof shapes;

/**
 * The input of a shape, but a payload may have none of the fields that it asks for where all are optional: the
 * compiler takes that for a mistake (https://github.com/microsoft/TypeScript/pull/16047), unless `object` is added.
 */
type Open<Input> = Input extends readonly (infer Item)[]
  ? Open<Item>[]
  : Input extends object
    ? { [Field in keyof Input]: Open<Input[Field]> } & object
    : Input;

/** The payloads, one type an action, that lack what the shape asks for, or have something else there. */
type Refused<Shape, Payload> = Shape extends z.ZodType ? Exclude<Payload, Open<z.input<Shape>>> : Payload;

/** Every shape of an event has to accept every payload of it. */
type Accepts<Event extends HandledEvent> =
  Refused<Shapes[Event][number], EventPayloadMap[Event]> extends never
    ? true
    : { refused: Refused<Shapes[Event][number], EventPayloadMap[Event]> };

/** Made from the readers' own table: a new event is judged without a line here. */
type Verdicts = { [Event in HandledEvent]: Accepts<Event> };
type AllTrue<EvaluatedFile extends { [Event in HandledEvent]: true }> = EvaluatedFile;
/** Does not compile where a payload is refused. */
export type Held = AllTrue<Verdicts>;

test('the table that the compiler judges has shapes for each event', () => {
  expect(new Set(Object.keys(shapes))).toEqual(new Set(handledEvents));
  expect(Object.values(shapes).map((some) => some.length)).not.toContain(0);
});

test('a shape that needs a field which a payload may lack does not compile', () => {
  const asksTooMuch = z.object({ head_commit: z.object({ message: z.string() }) });
  // @ts-expect-error A push that deletes a branch has no head commit.
  const accepted: [Refused<typeof asksTooMuch, PushEvent>] extends [never] ? true : false = true;
  expect([accepted, asksTooMuch.safeParse({ head_commit: null }).success]).toEqual([true, false]);
});
