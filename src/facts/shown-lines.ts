import { type Block, blocksOf } from './markdown/blocks.ts';
import type { Piece } from './markdown/inline.ts';

/** One line of a text as people see it. */
export interface ShownLine {
  kind: 'heading' | 'item' | 'text';
  /** A heading: its level, 1 to 6. An item: how many lists it is in, from 1. Text: the same, from 0. */
  depth: number;
  /** Whether the box of an item is ticked. */
  ticked: boolean;
  /** Its words, with code and the words of links. */
  text: string;
  /** The same without code, and with the addresses of links: where GitHub would see a reference. */
  linkable: string;
  /** Content of its first code span. */
  code: string | null;
}

/** GitHub takes no more in an issue. */
const longestBody = 65_536;

/** People write a few hundred lines. */
const mostLines = 5_000;
const longestLine = 2_000;

/**
 * The lines of an issue's body that a reader sees: nothing of quotations, of code that stands by itself, of tables, and
 * of what is hidden. A text that is nested deeper than people write has none.
 */
export function shownLines(body: string): ShownLine[] {
  const text = body.slice(0, longestBody).replace(/\r\n?/g, '\n');
  const cut = text.split('\n', mostLines).map((line) => line.slice(0, longestLine));
  const blocks = blocksOf(cut.join('\n'));
  return blocks.flatMap((block, index) => linesOf(block, blocks[index - 1], blocks[index + 1]));
}

/** The first line of an item is the item; what follows within it is text, and items below it. */
function linesOf(block: Block, before?: Block, after?: Block): ShownLine[] {
  const { kind, depth, level } = block;
  if (kind === 'heading') return wordsOf(block.pieces).map((line) => ({ ...line, kind, depth: level }));
  if (kind === 'item') {
    const isHeaded = after?.kind === 'paragraph' && after.depth === depth;
    return isHeaded ? [] : [{ ...blank, kind, depth }];
  }
  const isFirst = before?.kind === 'item' && before.depth === depth;
  const [, box] = (isFirst && /^\[([ x])\]\s/i.exec(block.text)) || [];
  const [first = blank, ...rest] = wordsOf(block.pieces);
  return [isFirst ? asItem(first, box) : first, ...rest].map((line) => ({ ...line, depth }));
}

/** `box`: what is in the box with which it begins. */
function asItem(line: ShownLine, box: string | undefined): ShownLine {
  const words = (text: string): string => (box === undefined ? text : text.slice(3).trim());
  const { text, linkable } = line;
  return {
    ...line,
    kind: 'item',
    ticked: box?.toLowerCase() === 'x',
    text: words(text),
    linkable: words(linkable),
  };
}

const blank: ShownLine = { kind: 'text', depth: 0, ticked: false, text: '', linkable: '', code: null };

function wordsOf(pieces: Piece[]): ShownLine[] {
  const lines = [{ ...blank }];
  for (const piece of pieces) {
    const [first = '', ...rest] = piece.text.split('\n');
    write(lines.at(-1) ?? blank, piece.kind, first);
    for (const words of rest) {
      const line = { ...blank };
      write(line, piece.kind, words);
      lines.push(line);
    }
  }
  return lines.map((line) => ({ ...line, text: line.text.trim(), linkable: line.linkable.trim() }));
}

function write(line: ShownLine, kind: Piece['kind'], words: string): void {
  switch (kind) {
    case 'code':
      line.text += words;
      line.linkable += ' ';
      line.code ??= words;
      return;
    case 'address':
      line.linkable += ` ${words} `;
      return;
    case 'text':
      line.text += words;
      line.linkable += words;
      return;
    case 'html':
    case 'image':
  }
}
