/** One run of lines that differ: `added` replaces `removed` at line `at` (counted from 0) of the old file. */
export interface Edit {
  at: number;
  removed: string[];
  added: string[];
}

/**
 * The edits of a patch as GitHub gives it: hunks with context, without the file's header; `null`: not such a patch.
 * Edits that add as many lines as they remove are split line by line, so that a change beside them does not hide them.
 */
export function editsOf(patch: string): Edit[] | null {
  if (patch === '') return [];
  const edits: Edit[] = [];
  let line = -1;
  let run: Edit | null = null;
  const end = (): void => {
    if (run) edits.push(...splitByLine(run));
    run = null;
  };
  for (const text of patch.replace(/\n$/, '').split('\n')) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@/.exec(text);
    if (hunk) {
      end();
      // Git counts from 1; a hunk that removes nothing names the line before it instead.
      line = Number(hunk[1]) - (hunk[2] === '0' ? 0 : 1);
      continue;
    }
    if (line < 0) return null;
    const [sign, content] = [text[0], text.slice(1)];
    if (sign === '+' || sign === '-') {
      run ??= { at: line, removed: [], added: [] };
      if (sign === '+') run.added.push(content);
      else {
        run.removed.push(content);
        line += 1;
      }
    } else if (sign === '\\') {
      markLastLine(run);
    } else if (sign === ' ' || text === '') {
      end();
      line += 1;
    } else return null;
  }
  end();
  return line < 0 ? null : edits;
}

/** "\ No newline at end of file" belongs to the line before it, and makes that a different line. */
function markLastLine(run: Edit | null): void {
  const lines = run && (run.added.length > 0 ? run.added : run.removed);
  const last = lines?.pop();
  if (lines && last !== undefined) lines.push(`${last}\u0000`);
}

function splitByLine({ at, removed, added }: Edit): Edit[] {
  if (removed.length !== added.length) return [{ at, removed, added }];
  return removed.map((line, index) => ({ at: at + index, removed: [line], added: [added[index] ?? ''] }));
}

/**
 * `present`: the edit is there. `absent`: the lines that it removed are still there, and those that it added are not.
 * `replaced`: the same lines were changed again, and what it added was kept or replaced by something new. `doubtful`:
 * the same lines were changed, and what it added may be gone.
 */
export type EditState = 'present' | 'absent' | 'replaced' | 'doubtful';

/** State of an edit, by the edits of the other side; both apply to the same old file. */
export function stateOfEdit(edit: Edit, others: readonly Edit[]): EditState {
  const near = nearEdits(edit, others);
  const same = near.find((other) => sameEdit(edit, other));
  // Lines that were only removed may have been put back a little lower, where no edit near this one shows it.
  if (same) return edit.added.length === 0 && isPutBack(edit, others) ? 'doubtful' : 'present';
  if (near.length === 0) return 'absent';
  const written = near.flatMap(({ added }) => added);
  if (edit.removed.length === 0) return stateOfInsertion(edit.added, written);
  const taking = near.filter((other) => other.removed.length > 0 && overlap(edit, other));
  if (taking.length === 0) return 'absent';
  const taken = edit.removed.filter((_, index) =>
    taking.some((other) => removesLine(other, edit.at + index)),
  );
  if (taken.length < edit.removed.length) return 'doubtful';
  if (containsAll(written, edit.removed) && !containsAll(written, edit.added)) return 'absent';
  if (edit.added.some((line) => isCommentedOut(line, written))) return 'doubtful';
  return edit.added.length === 0 && written.length > 0 ? 'doubtful' : 'replaced';
}

/** Edits of the other side near this one. */
export function nearEdits(edit: Edit, others: readonly Edit[]): Edit[] {
  return others.filter((other) => areNear(edit, other));
}

/** Added lines count as there while most of them are: a later edit may change a few. */
function stateOfInsertion(added: readonly string[], written: readonly string[]): EditState {
  const kept = added.filter((line) => written.includes(line)).length;
  if (kept === added.length) return 'replaced';
  return kept * 2 >= added.length && written.length >= added.length ? 'replaced' : 'doubtful';
}

function isPutBack({ removed }: Edit, others: readonly Edit[]): boolean {
  const telling = removed.map(withoutSpaces).filter((line) => line.length > 2);
  return telling.length > 0 && others.some(({ added }) => containsAll(added, telling));
}

/** Whether all lines are among these, whatever their spaces. */
function containsAll(among: readonly string[], lines: readonly string[]): boolean {
  return includesAll(among.map(withoutSpaces), lines.map(withoutSpaces));
}

/** Whether there are lines, and all of them are among these. */
export function includesAll(among: readonly string[], lines: readonly string[]): boolean {
  return lines.length > 0 && lines.every((line) => among.includes(line));
}

/** A line without indentation, other spaces, and the mark of a missing newline. */
export function withoutSpaces(line: string): string {
  return line.replaceAll('\0', '').replace(/\s+/g, '');
}

/** A line without a comment at its end. */
export function withoutComment(line: string): string {
  return line.replace(/\s(?:\/\/|\/\*|#|--|<!--).*$/s, '');
}

const comment = /^\s*(?:\/\/|\/\*|#|--|;|<!--|%|"|rem\b)/i;

function isCommentedOut(line: string, written: readonly string[]): boolean {
  const text = withoutSpaces(line);
  return text.length > 2 && written.some((one) => comment.test(one) && withoutSpaces(one).includes(text));
}

function removesLine({ at, removed }: Edit, line: number): boolean {
  return at <= line && line < at + removed.length;
}

function overlap(a: Edit, b: Edit): boolean {
  return a.at < b.at + b.removed.length && b.at < a.at + a.removed.length;
}

/** The same edits, at the same lines. */
export function sameEdits(a: readonly Edit[], b: readonly Edit[]): boolean {
  return (
    a.length === b.length && a.every((edit, index) => b[index] !== undefined && sameEdit(edit, b[index]))
  );
}

function sameEdit(a: Edit, b: Edit): boolean {
  if (a.at !== b.at || !sameLines(a.removed, b.removed)) return false;
  if (sameLines(a.added, b.added)) return true;
  // A missing newline at the end of the file makes no difference, unless the edit changes nothing else.
  const ended = (lines: readonly string[]): string[] => lines.map((line) => line.replace('\0', ''));
  return sameLines(ended(a.added), ended(b.added)) && !sameLines(ended(a.removed), ended(a.added));
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/** They remove some of the same lines, or one adds where the other adds or removes: their order is unknown. */
function areNear(a: Edit, b: Edit): boolean {
  const [aEnd, bEnd] = [a.at + a.removed.length, b.at + b.removed.length];
  const bothTake = a.removed.length > 0 && b.removed.length > 0;
  return bothTake ? overlap(a, b) : a.at <= bEnd && b.at <= aEnd;
}

/** Equal for two patches that make the same change, wherever in the file; `null`: not a patch. */
export function patchIdentity(patch: string): string | null {
  const edits = editsOf(patch);
  return edits && JSON.stringify(edits.map(({ removed, added }) => [removed, added]));
}
