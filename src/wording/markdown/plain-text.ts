import { visible } from './visible.ts';

/** GitHub finds mentions and references after rendering Markdown: only an invisible character prevents them. */
const apart = '\u200B';

/**
 * Text from outside as words in Markdown: no mention, no link to an issue and none closed, no HTML, no formatting,
 * no end of a table's cell.
 */
export function plainText(text: string, length = 200): string {
  return unlinked(visible(text, length))
    .replace(/[[\]<>|&]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\\`*_~$]/g, '\\$&')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)(?=[.)])/, '$1\\');
}

/** Text from outside in a title, which is not Markdown but may become a commit message that closes issues. */
export function titleText(text: string, length = 200): string {
  return unlinked(visible(text, length));
}

function unlinked(text: string): string {
  return text
    .replace(/[@#]/g, `$&${apart}`)
    .replace(/\b(gh)-(?=\d)/gi, `$1${apart}-`)
    .replace(/:(?=\/\/)/g, `:${apart}`)
    .replace(/www(?=\.)/gi, `$&${apart}`);
}
