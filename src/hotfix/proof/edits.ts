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

export type EditState = 'present' | 'absent' | 'differs';

/** Whether an edit is among those of the other side; both are of the same old file. */
export function stateOfEdit(edit: Edit, others: readonly Edit[]): EditState {
  const near = others.filter((other) => touch(edit, other));
  if (near.some((other) => sameEdit(edit, other))) return 'present';
  return near.length > 0 ? 'differs' : 'absent';
}

function sameEdit(a: Edit, b: Edit): boolean {
  return a.at === b.at && sameLines(a.removed, b.removed) && sameLines(a.added, b.added);
}

function sameLines(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/** They take some of the same lines, or one adds where the other adds or takes: which came first cannot be told. */
function touch(a: Edit, b: Edit): boolean {
  const [aEnd, bEnd] = [a.at + a.removed.length, b.at + b.removed.length];
  const bothTake = a.removed.length > 0 && b.removed.length > 0;
  return bothTake ? a.at < bEnd && b.at < aEnd : a.at <= bEnd && b.at <= aEnd;
}

/** The same for two patches that make the same change, wherever in the file they make it. `null`: not a patch. */
export function patchIdentity(patch: string): string | null {
  if (patch !== '' && !patch.startsWith('@@')) return null;
  return patch.replace(/\n$/, '').replace(/^@@ [^\n]* @@[^\n]*$/gm, '@@');
}
