import type { YAMLError } from 'yaml';
import type { SyntaxProblem } from './problem.ts';

/** Where and why the text stops being YAML. `offset` counts from 0. */
export interface Explained {
  offset: number;
  problem: SyntaxProblem;
}

/** Explains the first error: those after it mostly come of it. */
export function explainYaml(errors: readonly YAMLError[], source: string): Explained {
  const inOrder = errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  // Brackets that were not read to their end are no mistakes of their own.
  const error = inOrder.find(({ code }) => code === 'RESOURCE_EXHAUSTION') ?? inOrder[0];
  const offset = error?.pos[0] ?? 0;
  const open = openMark(source);
  switch (error?.code) {
    case 'RESOURCE_EXHAUSTION':
      return { offset, problem: { code: 'nested-too-deeply' } };
    case 'TAB_AS_INDENT':
      return { offset, problem: { code: 'tab-indent' } };
    case 'BAD_DQ_ESCAPE':
      return {
        offset,
        problem: { code: 'backslash' },
      };
    case 'BAD_SCALAR_START':
      return { offset, problem: { code: 'unquoted' } };
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      if (/sequence/.test(error.message))
        return {
          offset: lineStart(source, endOfLine(source, offset) + 1),
          problem: { code: 'indent-differs' },
        };
      return open ?? indentedFurther(source, offset);
    case 'BAD_INDENT':
      return /^Flow/.test(error.message)
        ? (open ?? { offset, problem: { code: 'indent-in-brackets' } })
        : { offset, problem: { code: 'indent-differs' } };
    case 'MISSING_CHAR':
      if (open) return open;
      return /map values/.test(error.message)
        ? { offset: lineStart(source, offset), problem: { code: 'colon-missing' } }
        : { offset, problem: notYaml(error.message) };
    case 'UNEXPECTED_TOKEN':
      return open ?? unexpected(source, offset, error.message);
    default:
      return open ?? { offset, problem: notYaml(error?.message ?? '') };
  }
}

function notYaml(said: string): SyntaxProblem {
  return { code: 'not-yaml', said: said.replace(/[.:]\s*$/, '') };
}

/** A value goes on, indented, on the next line: which was meant as a key of its own. */
function indentedFurther(source: string, offset: number): Explained {
  const end = endOfLine(source, offset);
  if (/:(?:\s|$)/.test(source.slice(offset, end)))
    return {
      offset,
      problem: { code: 'colon-in-value' },
    };
  const next = /[^\s]/.exec(source.slice(end));
  const at = next ? end + next.index : offset;
  const deeper = indentOf(source, at) > indentOf(source, offset);
  return deeper
    ? { offset: at, problem: { code: 'indent-below-value' } }
    : { offset: lineStart(source, offset), problem: { code: 'colon-missing' } };
}

function unexpected(source: string, offset: number, message: string): Explained {
  const token = source.slice(offset, offset + 1);
  if (token === ']' || token === '}')
    return { offset, problem: { code: 'bracket-too-many', bracket: token } };
  const alone = source.slice(source.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
  if (alone) return { offset, problem: { code: 'indent-differs-from-first' } };
  if (/end/.test(message)) return { offset, problem: { code: 'ends-too-early' } };
  if (/same line/.test(message)) return { offset, problem: { code: 'dash-beside-key' } };
  return { offset, problem: notYaml(message) };
}

/** The first quotation mark or bracket that nothing closes. */
function openMark(source: string): Explained | null {
  const brackets: { mark: string; offset: number }[] = [];
  for (let index = 0; index < source.length; index++) {
    const mark = source[index] ?? '';
    const before = source[index - 1] ?? '\n';
    if (mark === '#' && /\s/.test(before)) index = endOfLine(source, index);
    else if ((mark === '"' || mark === "'") && /[\s[{,:-]/.test(before)) {
      const close = closing(source, index, mark);
      // Over several lines it has swallowed other keys.
      if (close === null || /\n\s*[\w-]+:(?:\s|$)/.test(source.slice(index, close)))
        return { offset: index, problem: { code: 'quotation-mark-open' } };
      index = close;
    } else if (mark === '[' || mark === '{') {
      // Within a word it is a letter as any other.
      if (brackets.length > 0 || /[\s[{,:-]/.test(before)) brackets.push({ mark, offset: index });
    } else if (mark === ']' || mark === '}') brackets.pop();
  }
  const [open] = brackets;
  return open ? { offset: open.offset, problem: { code: 'bracket-open', bracket: open.mark } } : null;
}

function closing(source: string, from: number, mark: string): number | null {
  for (let index = from + 1; index < source.length; index++) {
    if (mark === '"' && source[index] === '\\') index += 1;
    else if (source[index] === mark) {
      if (mark === '"' || source[index + 1] !== mark) return index;
      index += 1;
    }
  }
  return null;
}

function endOfLine(source: string, offset: number): number {
  const end = source.indexOf('\n', offset);
  return end < 0 ? source.length : end;
}

/** Where the text of its line begins. */
function lineStart(source: string, offset: number): number {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  return start + (/^\s*/.exec(source.slice(start, endOfLine(source, offset)))?.[0].length ?? 0);
}

function indentOf(source: string, offset: number): number {
  return lineStart(source, offset) - (source.lastIndexOf('\n', offset - 1) + 1);
}
