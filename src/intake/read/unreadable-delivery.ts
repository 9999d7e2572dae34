import type { z } from 'zod';
import { RetryableError } from '../../waiting/retry.ts';

/** A payload that does not have the shape that GitHub describes. Reading it again gives the same. */
export class UnreadableDelivery extends RetryableError {
  readonly retryAfter = 'never';
  readonly notBefore = null;
  readonly isHeldBack = false;
  readonly event: string;
  /** Dotted path of the field that does not fit, such as `repository.id`; empty for the payload as a whole. */
  readonly field: string;

  constructor(event: string, field: string, reason: string) {
    super(`The ${event} payload cannot be read: ${field || 'the payload'}: ${reason}`);
    this.name = 'UnreadableDelivery';
    this.event = event;
    this.field = field;
  }
}

/** The fields of a payload that the shape names, and no others. Throws {@link UnreadableDelivery}. */
export function requireShape<Shape extends z.ZodType>(
  shape: Shape,
  event: string,
  payload: unknown,
): z.output<Shape> {
  const result = shape.safeParse(payload);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new UnreadableDelivery(
    event,
    issue?.path.map(String).join('.') ?? '',
    issue?.message ?? 'it does not fit',
  );
}
