import { asBlock, blockIn, contentOfBlock, withBlock } from '../../artefact/review-block.ts';
import { bodyLimit, fit } from '../markdown/fit.ts';

/** The text with the block in its place. If that is too long, the block is cut, never people's part. */
export function blockInBody(text: string, incident: string, block: string): string {
  // A difference in line endings alone is no reason to write.
  if (blockIn(text, incident) === block) return text;
  const body = withBlock(text, incident, block);
  const over = bytes(body) - bodyLimit;
  return over <= 0 ? body : withBlock(text, incident, shortened(block, incident, over));
}

/** The block, shorter by this many bytes. */
export function shortened(block: string, incident: string, by: number): string {
  const content = contentOfBlock(block, incident);
  return asBlock(incident, fit(content, Math.max(0, bytes(content) - by)));
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}
