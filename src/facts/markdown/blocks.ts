import { htmlBlockAt, type OpenElements, readElements } from './html.ts';
import { inlinePieces, type Piece } from './inline.ts';
import {
  closesFence,
  definitionsIn,
  type Fence,
  fenceIn,
  headingIn,
  isRule,
  isTableHead,
  listMarkerIn,
  underline,
} from './leaves.ts';

/** A block of words that people see. */
export interface Block {
  /** `item`: one of a list begins, and has no words itself. */
  kind: 'paragraph' | 'heading' | 'item';
  /** How many lists it is in. */
  depth: number;
  /** A heading has 1 to 6. */
  level: number;
  /** The number of its first line in the text, from 0; its lines follow each other. */
  line: number;
  text: string;
  pieces: Piece[];
}

type Container =
  | { kind: 'quote' }
  /** `width`: how far what is in it is indented. `empty`: nothing is in it yet. */
  | { kind: 'item'; width: number; empty: boolean };

type Leaf =
  | { kind: 'paragraph'; line: number; lines: string[] }
  | { kind: 'fence'; fence: Fence }
  | { kind: 'html'; ends: RegExp | null; lines: string[] }
  | { kind: 'table' };

/** Whatever goes deeper was not written by hand. An empty line is looked at once for each level. */
const deepest = 25;

/**
 * The blocks of a Markdown text whose words people see as somebody's own: nothing of quotations, of code, of tables, of
 * raw HTML. Line after line in one pass, as CommonMark 0.31 describes it (appendix, "phase 1: block structure"); within
 * the lines nothing is parsed but each paragraph once. A text that is nested deeper than twenty-five has
 * none.
 */
export function blocksOf(text: string): Block[] {
  const scan = new BlockScan();
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  for (const [number, line] of lines.entries()) if (!scan.take(number, withoutTabs(line))) return [];
  return scan.end();
}

class BlockScan {
  private readonly blocks: Block[] = [];
  private readonly open: Container[] = [];
  private leaf: Leaf | null = null;
  private readonly elements: OpenElements = new Map();
  private line = '';
  private number = 0;
  /** Where what is left of the line begins, and the first character there that is no space. */
  private at = 0;
  private next = 0;

  /** `false`: it is nested too deeply. */
  take(number: number, line: string): boolean {
    this.number = number;
    this.line = line;
    this.at = 0;
    this.next = 0;
    this.skip(0);
    const matched = this.matchContainers();
    if (matched < this.open.length || !this.continueLeaf()) this.begin(matched);
    return this.open.length <= deepest;
  }

  end(): Block[] {
    this.closeTo(0);
    this.closeLeaf();
    return this.blocks;
  }

  private get indent(): number {
    return this.next - this.at;
  }

  private get isBlank(): boolean {
    return this.next >= this.line.length;
  }

  private get rest(): string {
    return this.line.slice(this.next);
  }

  private skip(characters: number): void {
    this.at = Math.min(this.at + characters, this.line.length);
    this.next = Math.max(this.next, this.at);
    while (this.line[this.next] === ' ') this.next++;
  }

  private skipQuoteSign(): void {
    this.skip(this.indent + 1);
    if (this.line[this.at] === ' ') this.skip(1);
  }

  /** In how many of the open containers the line goes on. */
  private matchContainers(): number {
    for (const [index, container] of this.open.entries()) {
      if (container.kind === 'quote') {
        if (this.indent > 3 || this.line[this.next] !== '>') return index;
        this.skipQuoteSign();
      } else if (this.isBlank) {
        if (container.empty) return index;
      } else {
        if (this.indent < container.width) return index;
        this.skip(container.width);
      }
    }
    return this.open.length;
  }

  /** Code and HTML take whatever comes. */
  private continueLeaf(): boolean {
    const { leaf } = this;
    if (leaf?.kind === 'fence') {
      if (this.indent <= 3 && closesFence(this.rest, leaf.fence)) this.leaf = null;
      return true;
    }
    if (leaf?.kind !== 'html' || (leaf.ends === null && this.isBlank)) return false;
    leaf.lines.push(this.rest);
    if (leaf.ends?.test(this.rest)) this.closeLeaf();
    return true;
  }

  /** Whatever the line begins behind the signs of its containers; where that is nothing, it has words. */
  private begin(matched: number): void {
    let kept = matched;
    // A paragraph goes on also where the signs of its containers are left out.
    let goesOn = this.leaf?.kind === 'paragraph';
    for (; !this.isBlank && kept <= deepest; goesOn = false) {
      const inParagraph = goesOn && kept === this.open.length;
      const isCode = this.indent > 3 && !goesOn;
      if (isCode) this.startBlock(kept);
      if (isCode || (this.indent <= 3 && this.beginLeaf(kept, inParagraph))) return;
      if (this.indent > 3 || !this.beginContainer(kept, inParagraph)) break;
      kept = this.open.length;
    }
    this.addWords(kept, goesOn);
  }

  private beginContainer(kept: number, inParagraph: boolean): boolean {
    const { rest } = this;
    const marker = listMarkerIn(rest, inParagraph);
    if (rest.startsWith('>')) {
      this.startBlock(kept);
      this.open.push({ kind: 'quote' });
      this.skipQuoteSign();
    } else if (marker) {
      this.startBlock(kept);
      const width = this.indent + marker.width;
      this.open.push({ kind: 'item', width, empty: true });
      this.add({ kind: 'item', level: 0, line: this.number, text: '', pieces: [] });
      this.skip(width);
    } else {
      return false;
    }
    return true;
  }

  private beginLeaf(kept: number, inParagraph: boolean): boolean {
    const { rest, leaf } = this;
    if (inParagraph && leaf?.kind === 'paragraph') {
      const level = underline(rest);
      const isTable = isTableHead(leaf.lines.at(-1) ?? '', rest);
      if (level > 0) this.leaf = null;
      if (level > 0) this.addWordsOf('heading', level, { line: leaf.line, text: leaf.lines.join('\n') });
      if (isTable) leaf.lines.pop();
      if (isTable) this.startLeaf(kept, { kind: 'table' });
      if (level > 0 || isTable) return true;
    }
    const heading = headingIn(rest);
    const fence = fenceIn(rest);
    const html = htmlBlockAt(rest, inParagraph);
    if (heading) {
      this.startBlock(kept);
      this.addWordsOf('heading', heading.level, { line: this.number, text: heading.text });
    } else if (fence) {
      this.startLeaf(kept, { kind: 'fence', fence });
    } else if (html) {
      this.startLeaf(kept, { kind: 'html', ends: html.ends, lines: [rest] });
      if (html.ends?.test(rest)) this.closeLeaf();
    } else if (isRule(rest)) {
      this.startBlock(kept);
    } else {
      return false;
    }
    return true;
  }

  private addWords(kept: number, goesOn: boolean): void {
    if (this.isBlank) {
      this.closeTo(kept);
      this.closeLeaf();
    } else if (goesOn && this.leaf?.kind === 'paragraph') {
      this.leaf.lines.push(this.rest);
    } else if (this.leaf?.kind !== 'table' || kept < this.open.length) {
      this.startLeaf(kept, { kind: 'paragraph', line: this.number, lines: [this.rest] });
    }
  }

  private startLeaf(kept: number, leaf: Leaf): void {
    this.startBlock(kept);
    this.leaf = leaf;
  }

  /** Begins something in the last of `kept` containers: everything that was open below it ends. */
  private startBlock(kept: number): void {
    this.closeTo(kept);
    this.closeLeaf();
    const last = this.open.at(-1);
    if (last?.kind === 'item') last.empty = false;
  }

  private closeTo(kept: number): void {
    if (kept === this.open.length) return;
    this.closeLeaf();
    this.open.length = kept;
  }

  private closeLeaf(): void {
    const { leaf } = this;
    this.leaf = null;
    if (leaf?.kind === 'html') readElements(leaf.lines.join('\n'), this.elements);
    if (leaf?.kind !== 'paragraph') return;
    const whole = leaf.lines.join('\n');
    const hidden = whole.slice(0, definitionsIn(whole));
    const line = leaf.line + hidden.split('\n').length - 1;
    if (hidden.length < whole.length)
      this.addWordsOf('paragraph', 0, { line, text: whole.slice(hidden.length) });
  }

  private addWordsOf(
    kind: 'paragraph' | 'heading',
    level: number,
    { line, text }: { line: number; text: string },
  ): void {
    const isSeen = this.elements.size === 0;
    const pieces = inlinePieces(text).map((piece): Piece => {
      const isApart = this.elements.size > 0;
      if (piece.kind === 'html') readElements(text.slice(piece.from, piece.to), this.elements);
      return isApart && piece.kind === 'text' ? { ...piece, kind: 'code' } : piece;
    });
    if (isSeen) this.add({ kind, level, line, text, pieces });
  }

  private add(block: Omit<Block, 'depth'>): void {
    if (this.open.some(({ kind }) => kind === 'quote')) return;
    this.blocks.push({ ...block, depth: this.open.length });
  }
}

/** Counts columns as GitHub shows them; they matter only where a block begins. */
function withoutTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let shown = '';
  for (const [index, part] of line.split('\t').entries()) {
    if (index > 0) shown += ' '.repeat(4 - (shown.length % 4));
    shown += part;
  }
  return shown;
}
