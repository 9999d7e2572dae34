import { readFileSync } from 'node:fs';
import type { Label } from '../stand-in/model.ts';

/** GitHub's own style for Markdown, light and dark. */
const markdownCss = new URL(import.meta.resolve('github-markdown-css/github-markdown.css'));
const pageCss = new URL('./page.css', import.meta.url);

/** One style sheet for every page. Labels have their own colours, and the pages allow no other style. */
export function styleSheet(labels: Label[]): string {
  const colours = new Set(labels.map(({ color }) => color.toLowerCase()).filter(isColour));
  const rules = [...colours].map(
    (colour) => `.label-${colour}{background:#${colour};color:${inkOn(colour)}}`,
  );
  return [readFileSync(markdownCss, 'utf8'), readFileSync(pageCss, 'utf8'), ...rules].join('\n');
}

export function labelClass({ color }: Label): string {
  return isColour(color) ? `label label-${color.toLowerCase()}` : 'label';
}

function isColour(text: string): boolean {
  return /^[0-9a-f]{6}$/i.test(text);
}

/** Black or white, whichever is readable on the colour. */
function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return red * 0.299 + green * 0.587 + blue * 0.114 > 150 ? '#1f2328' : '#ffffff';
}
