/** One run of lines that differs: `removed` lines from line `at` (counted from 0) of the old file give way to `added`. */
export interface Edit {
  at: number;
  removed: string[];
  added: string[];
}

/**
 * The edits of a patch as GitHub gives it: hunks with context, without the file's header. `null` where it is no such
 * patch. Edits that exchange as many lines as they take are taken apart, line by line, so that a neighbour's change
 * does not hide them.
 */
export function editsOf(patch: string): Edit[] | null {
  if (patch === '') return [];
  const edits: Edit[] = [];
  let line = -1;
  let run: Edit | null = null;
  const end = (): void => {
    if (run) edits.push(...takenApart(run));
    run = null;
  };
  for (const text of patch.replace(/\n$/, '').split('\n')) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@/.exec(text);
    if (hunk) {
      end();
      // Git counts from 1, except for a hunk that takes nothing: that one names the line before it.
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

/** "\ No newline at end of file" belongs to the line before it, and makes it another line. */
function markLastLine(run: Edit | null): void {
  const lines = run && (run.added.length > 0 ? run.added : run.removed);
  const last = lines?.pop();
  if (lines && last !== undefined) lines.push(`${last}\u0000`);
}

function takenApart({ at, removed, added }: Edit): Edit[] {
  if (removed.length !== added.length) return [{ at, removed, added }];
  return removed.map((line, index) => ({ at: at + index, removed: [line], added: [added[index] ?? ''] }));
}

/**
 * What became of an edit. `present`: it is there. `absent`: the lines that it took are there as they were, and what it
 * added is not. `replaced`: its place was changed again, in a way that keeps what it added or puts something new in
 * its place. `doubtful`: its place was changed, and what it added may be gone for nothing.
 */
export type EditState = 'present' | 'absent' | 'replaced' | 'doubtful';

/** What became of an edit, by those of the other side; both are of the same old file. */
export function stateOfEdit(edit: Edit, others: readonly Edit[]): EditState {
  const near = nearEdits(edit, others);
  const same = near.find((other) => sameEdit(edit, other));
  // What was only taken away may have been put back a little lower, where no edit of the same place tells of it.
  if (same) return edit.added.length === 0 && isPutBack(edit, others) ? 'doubtful' : 'present';
  if (near.length === 0) return 'absent';
  const written = near.flatMap(({ added }) => added);
  if (edit.removed.length === 0) return stateOfInsertion(edit.added, written);
  const taking = near.filter((other) => other.removed.length > 0 && overlap(edit, other));
  if (taking.length === 0) return 'absent';
  const taken = edit.removed.filter((_, index) => taking.some((other) => takes(other, edit.at + index)));
  if (taken.length < edit.removed.length) return 'doubtful';
  if (holds(written, edit.removed) && !holds(written, edit.added)) return 'absent';
  if (edit.added.some((line) => isCommentedOut(line, written))) return 'doubtful';
  return edit.added.length === 0 && written.length > 0 ? 'doubtful' : 'replaced';
}

/** Edits of the other side that touch the same place. */
export function nearEdits(edit: Edit, others: readonly Edit[]): Edit[] {
  return others.filter((other) => touch(edit, other));
}

/** Lines that were added are there as long as most of them are: what follows upon them may change a few. */
function stateOfInsertion(added: readonly string[], written: readonly string[]): EditState {
  const kept = added.filter((line) => written.includes(line)).length;
  if (kept === added.length) return 'replaced';
  return kept * 2 >= added.length && written.length >= added.length ? 'replaced' : 'doubtful';
}

function isPutBack({ removed }: Edit, others: readonly Edit[]): boolean {
  const telling = removed.map(squeezed).filter((line) => line.length > 2);
  return telling.length > 0 && others.some(({ added }) => holds(added, telling));
}

/** Whether all of the lines are among these, however they are indented and ended. */
function holds(among: readonly string[], lines: readonly string[]): boolean {
  return covers(among.map(squeezed), lines.map(squeezed));
}

/** Whether there are lines, and all of them are among these. */
export function covers(among: readonly string[], lines: readonly string[]): boolean {
  return lines.length > 0 && lines.every((line) => among.includes(line));
}

/** A line without what its file's layout makes of it: how far it is indented, and how it ends. */
export function squeezed(line: string): string {
  return line.replaceAll('\0', '').replace(/\s+/g, '');
}

/** A line without a remark that follows what it says. */
export function uncommented(line: string): string {
  return line.replace(/\s(?:\/\/|\/\*|#|--|<!--).*$/s, '');
}

const comment = /^\s*(?:\/\/|\/\*|#|--|;|<!--|%|"|rem\b)/i;

function isCommentedOut(line: string, written: readonly string[]): boolean {
  const text = squeezed(line);
  return text.length > 2 && written.some((one) => comment.test(one) && squeezed(one).includes(text));
}

function takes({ at, removed }: Edit, line: number): boolean {
  return at <= line && line < at + removed.length;
}

function overlap(a: Edit, b: Edit): boolean {
  return a.at < b.at + b.removed.length && b.at < a.at + a.removed.length;
}

/** The very same edits, in the same places. */
export function sameEdits(a: readonly Edit[], b: readonly Edit[]): boolean {
  return (
    a.length === b.length && a.every((edit, index) => b[index] !== undefined && sameEdit(edit, b[index]))
  );
}

function sameEdit(a: Edit, b: Edit): boolean {
  if (a.at !== b.at || !sameLines(a.removed, b.removed)) return false;
  if (sameLines(a.added, b.added)) return true;
  // What ends the file is another matter, unless it is all that the edit is about.
  const ended = (lines: readonly string[]): string[] => lines.map((line) => line.replace('\0', ''));
  return sameLines(ended(a.added), ended(b.added)) && !sameLines(ended(a.removed), ended(a.added));
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/** They take some of the same lines, or one adds where the other adds or takes: which came first cannot be told. */
function touch(a: Edit, b: Edit): boolean {
  const [aEnd, bEnd] = [a.at + a.removed.length, b.at + b.removed.length];
  const bothTake = a.removed.length > 0 && b.removed.length > 0;
  return bothTake ? overlap(a, b) : a.at <= bEnd && b.at <= aEnd;
}

/** The same for two patches that make the same change, wherever in the file they make it. `null`: not a patch. */
export function patchIdentity(patch: string): string | null {
  const edits = editsOf(patch);
  return edits && JSON.stringify(edits.map(({ removed, added }) => [removed, added]));
}
