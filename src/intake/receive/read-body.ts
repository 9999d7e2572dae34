import type { IncomingMessage } from 'node:http';
import type { BodyShare } from './body-room.ts';
import { HungUp, Overload, Refusal } from './refusal.ts';

export interface BodyLimits {
  maxBytes: number;
  /** Milliseconds for the whole body, however busily it trickles. */
  timeout: number;
  /** Where its bytes are counted, with those of all others that are under way. */
  share: BodyShare;
}

/**
 * The raw bytes of the body, which the signature is made over.
 * Throws a {@link Refusal} (408, 413, 503) past a limit, and {@link HungUp} when the client goes away.
 */
export function readBody(
  request: IncomingMessage,
  { maxBytes, timeout, share }: BodyLimits,
): Promise<Buffer> {
  const tooLarge = (): Refusal =>
    new Refusal(413, `The body is larger than ${maxBytes} bytes. GitHub sends none that large.`);
  const promised = Number(request.headers['content-length'] ?? 0);
  if (promised > maxBytes) return Promise.reject(tooLarge());
  if (!share.fits(promised)) return Promise.reject(new Overload());

  return new Promise((resolve, reject) => {
    let parts: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => {
      stop(
        new Refusal(408, 'The body did not arrive in time. Redeliver it from the delivery log of the App.'),
      );
    }, timeout);

    function onData(part: Buffer): void {
      size += part.length;
      if (size > maxBytes) stop(tooLarge());
      else if (!share.take(part.length)) stop(new Overload());
      else parts.push(part);
    }
    function onEnd(): void {
      release();
      resolve(Buffer.concat(parts, size));
    }
    function onGone(): void {
      stop(new HungUp());
    }
    /** Frees the part that has arrived, and reads no more. */
    function stop(reason: Error): void {
      release();
      parts = [];
      request.pause();
      reject(reason);
    }
    function release(): void {
      clearTimeout(timer);
      // A connection may also break after this. The request is there until it is answered, and with it whatever its
      // listeners hold: this one holds nothing.
      request.off('data', onData).off('end', onEnd).off('error', onGone).on('error', ignore);
    }

    // A client that hangs up is an `error` of the request.
    request.on('data', onData).on('end', onEnd).on('error', onGone);
  });
}

function ignore(): void {}
