import { covers, type Edit, squeezed, uncommented } from './edits.ts';

/** What one commit did: to the file in question, and which lines it added anywhere. */
export interface Turn {
  /** `null`: GitHub does not give them. */
  here: readonly Edit[] | null;
  everywhere: readonly string[];
}

/** What became of the lines of an edit. */
export interface Trace {
  /** What it had taken is back, or all that it had added went for nothing. */
  taken: boolean;
  /** Some of what it had added went for nothing. */
  thinned: boolean;
  /** What stands for it in the end; empty: its lines went together with others. */
  lines: string[];
  /** Lines that it took, or that stood for it before it came. */
  earlier: string[];
}

interface Trail {
  /** What the place was before the edit came. */
  before: readonly string[];
  /** What stood for the edit when it had come. */
  begun: readonly string[];
  /** What the target did until it came, and the hotfix itself; each oldest first. */
  until: readonly (readonly Turn[])[];
  since: readonly Turn[];
}

/**
 * Follows an edit from commit to commit: from the text today alone a line that was tuned cannot be told from one that
 * was taken back and written anew. Where a commit is not among the turns, the trail ends in lines that are no longer
 * there.
 */
export function traceOf(edit: Edit, { before, begun, until, since }: Trail): Trace {
  const wanted = edit.added.map(squeezed);
  const forms = [before.map(squeezed), ...until.flatMap((turns) => formsUntil(edit, turns))];
  const olds = forms
    .filter((lines) => !covers(lines, wanted))
    .map((lines) => lines.filter((line) => line !== ''))
    .filter((lines) => lines.length > 0);
  const earlier = telling(forms.flat(), wanted);
  let trace: Trace = { taken: false, thinned: false, lines: begun.map(squeezed), earlier };
  for (const { here, everywhere } of since) {
    for (const { removed, added } of here ?? []) {
      const change = { removed: removed.map(squeezed), added: added.map(squeezed) };
      const back = [...change.added, ...added.map(uncommented).map(squeezed)];
      if (bringsAgain(change, olds, wanted)) {
        // What stood there meanwhile may come back as well, whole or in part.
        const meanwhile = wanted.length > 0 && !covers(change.removed, wanted) ? change.removed : [];
        if (meanwhile.length > 0) olds.push(meanwhile);
        const earlier = [...trace.earlier, ...telling(meanwhile, wanted)];
        trace = { taken: false, thinned: false, lines: wanted, earlier };
      } else if (!trace.taken) trace = next(trace, { ...change, back, olds, wanted, everywhere });
    }
  }
  return trace;
}

/** Lines by which an earlier state is known again. */
function telling(lines: readonly string[], wanted: readonly string[]): string[] {
  return lines.filter((line) => line.length > 2 && !wanted.includes(line));
}

/** What the lines that the edit took had become by then, each time that they were changed. */
function formsUntil(edit: Edit, until: readonly Turn[]): string[][] {
  const forms = [edit.removed.map(squeezed)];
  for (const { removed, added } of until.flatMap(({ here }) => here ?? [])) {
    const [lines, gone] = [forms.at(-1) ?? [], removed.map(squeezed)];
    if (!lines.some((line) => gone.includes(line))) continue;
    forms.push([...lines.filter((line) => !gone.includes(line)), ...added.map(squeezed)]);
  }
  return forms;
}

interface Change {
  removed: string[];
  added: string[];
  /** The added lines, with and without the remarks behind them. */
  back: string[];
  /** What it took, and what was in its place when it came. */
  olds: string[][];
  wanted: string[];
  everywhere: readonly string[];
}

function next(trace: Trace, { removed, added, back, olds, wanted, everywhere }: Change): Trace {
  const { lines } = trace;
  const hits = lines.filter((line) => removed.includes(line));
  // What was only taken away leaves no line to follow: it is back where its lines are added again.
  const returns = olds.some(
    (old) =>
      (hits.length > 0 || (wanted.length === 0 && old.some((line) => line.length > 2))) &&
      covers(back, old) &&
      !covers(removed, old),
  );
  if (returns && !covers(added, wanted)) return { ...trace, taken: true };
  const some = trace.earlier.some((line) => back.includes(line) && !removed.includes(line));
  if (hits.length === 0) return { ...trace, thinned: trace.thinned || some };
  const kept = lines.filter((line) => !removed.includes(line));
  const replaced = added.length > removed.length - hits.length;
  const thinned = trace.thinned || !replaced || some;
  // By itself, with nothing in its place and not to be elsewhere: of much that was added, a little may be tidied away.
  const gone = removed.length === hits.length && added.length === 0 && hits.length * 3 >= wanted.length;
  const taken = gone && !covers(everywhere.map(squeezed), hits);
  return { ...trace, taken, thinned, lines: [...kept, ...(replaced || olds.length > 0 ? added : [])] };
}

function bringsAgain(
  { removed, added }: { removed: string[]; added: string[] },
  olds: string[][],
  wanted: string[],
): boolean {
  if (wanted.length > 0) return covers(added, wanted);
  return olds.some((old) => covers(removed, old) && !covers(added, old));
}
