import { Marked, type RendererObject, type Tokens } from 'marked';
import { escapeHtml, type Html, trusted } from './html.ts';

/** A login, or a team with its organisation; not in the middle of a word, a path or an address. */
const mention = /(?<![\w.@/-])@([a-z\d](?:[a-z\d-]*[a-z\d])?(?:\/[a-z\d](?:[\w.-]*\w)?)?)/gi;

const safeAddress = /^(?:https?:\/\/|mailto:|#|\/(?![/\\]))/i;

/**
 * Markdown as GitHub shows it in comments. The text may be hostile: of the HTML in it, comments stay hidden and
 * everything else is shown as it was written; only links to the web are links, and nothing is loaded.
 */
export function renderMarkdown(text: string): Html {
  return trusted(marked.parse(text, { async: false }));
}

/** Names in the text of a link are part of the link. */
let inLink = false;

const renderer: RendererObject = {
  html({ text }: Tokens.HTML | Tokens.Tag): string {
    return escapeHtml(text.replace(/<!--[\s\S]*?-->/g, ''));
  },

  link({ href, title, tokens }: Tokens.Link): string {
    inLink = true;
    const label = this.parser.parseInline(tokens);
    inLink = false;
    if (!safeAddress.test(href)) return label;
    const hint = title ? ` title="${escapeHtml(title)}"` : '';
    return `<a href="${escapeHtml(href)}"${hint} rel="nofollow noopener">${label}</a>`;
  },

  /** An image would be loaded from somebody else's server: its text stands for it. */
  image({ text }: Tokens.Image): string {
    return escapeHtml(text);
  },

  /** The language would only choose colours. */
  code({ text }: Tokens.Code): string {
    return `<pre><code>${escapeHtml(text)}\n</code></pre>\n`;
  },

  text(token: Tokens.Text | Tokens.Escape): string {
    if ('tokens' in token && token.tokens) return this.parser.parseInline(token.tokens);
    // Even where marked calls it escaped, which only means that it is inside raw HTML.
    const safe = escapeText(token.text);
    return inLink ? safe : safe.replace(mention, '<strong class="mention">@$1</strong>');
  },
};

const marked = new Marked({ gfm: true, breaks: true, renderer });

/** An entity in Markdown stands for its character: it is kept, and cannot become a tag. */
function escapeText(text: string): string {
  return text.replace(/&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|\w{1,31});)|[<>"']/gi, escapeHtml);
}
