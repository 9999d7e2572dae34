/** Raw HTML in Markdown, by the rules of CommonMark 0.31 (4.6 and 6.6). */

const names =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul';

/** Ends of a tag cannot be far: a value ends at the next quotation mark, and all else before the next `<`. */
const tag =
  /<(?:\/[a-z][a-z\d-]*\s*|[a-z][a-z\d-]*(?:\s+[a-z_:][\w:.-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?)>/iy;

interface HtmlBlock {
  begins: RegExp;
  /** `null`: an empty line. */
  ends: RegExp | null;
}

const blocks: HtmlBlock[] = [
  { begins: /^<(?:script|pre|style|textarea)(?=[\s>]|$)/i, ends: /<\/(?:script|pre|style|textarea)>/i },
  { begins: /^<!--/, ends: /-->/ },
  { begins: /^<\?/, ends: /\?>/ },
  { begins: /^<![a-z]/i, ends: />/ },
  { begins: /^<!\[CDATA\[/, ends: /\]\]>/ },
  { begins: new RegExp(`^</?(?:${names})(?=[\\s>]|/>|$)`, 'i'), ends: null },
];

/** The block of HTML that a line begins; `null`: none. A tag alone on its line begins none within a paragraph. */
export function htmlBlockAt(line: string, inParagraph: boolean): HtmlBlock | null {
  if (!line.startsWith('<')) return null;
  const found = blocks.find(({ begins }) => begins.test(line));
  if (found || inParagraph) return found ?? null;
  const end = tagEnd(line, 0);
  return end > 0 && line.slice(end).trim() === '' ? { begins: tag, ends: null } : null;
}

/** Where the tag ends that begins at `at`; -1: none begins there. */
export function tagEnd(text: string, at: number): number {
  tag.lastIndex = at;
  return tag.test(text) ? tag.lastIndex : -1;
}

/** Elements that show code or somebody else's words, or show nothing. */
const apart = 'pre|blockquote|code|samp|kbd|tt|script|style|textarea|template';
const ofApart = new RegExp(`<(?:(${apart})(?=[\\s/>])|/(${apart})\\s*>)`, 'gi');

/** How many elements are open that show what is in them as something apart, by their names. */
export type OpenElements = Map<string, number>;

/** Goes on with the elements that some HTML opens and closes. */
export function readElements(html: string, open: OpenElements): void {
  for (const [, begun, ended = ''] of withoutComments(html).matchAll(ofApart)) {
    const name = (begun ?? ended).toLowerCase();
    const count = (open.get(name) ?? 0) + (begun === undefined ? -1 : 1);
    if (count > 0) open.set(name, count);
    else open.delete(name);
  }
}

function withoutComments(html: string): string {
  return html
    .split('<!--')
    .map((part, index) => (index === 0 ? part : part.slice(Math.max(0, part.indexOf('-->')))))
    .join('');
}
