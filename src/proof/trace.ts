import { type Edit, includesAll, withoutComment, withoutSpaces } from './edits.ts';

/** One commit's edits of the file in question, and the lines that it added anywhere. */
export interface FileChange {
  /** `null`: GitHub does not show them. */
  here: readonly Edit[] | null;
  everywhere: readonly string[];
}

/** State of an edit's lines after some commits. */
export interface Trace {
  /** The lines that it removed are back, or those that it added are gone without a replacement. */
  taken: boolean;
  /** Some of the added lines are gone without a replacement. */
  thinned: boolean;
  /** Lines that stand for it now; empty: they were removed together with others. */
  lines: string[];
  /** Lines that it removed, or that stood in its place before it came. */
  earlier: string[];
}

interface EditHistory {
  /** Lines in its place before it came. */
  before: readonly string[];
  /** Lines that stood for it when it had come. */
  begun: readonly string[];
  /** Changes by the target until it came, and by the hotfix itself; each oldest first. */
  until: readonly (readonly FileChange[])[];
  since: readonly FileChange[];
}

/**
 * Follows an edit from commit to commit: the present text alone does not show whether a line was adjusted, or taken
 * back and written anew. Where a commit is missing, the trace ends in lines that are no longer there.
 */
export function traceOf(edit: Edit, { before, begun, until, since }: EditHistory): Trace {
  const wanted = edit.added.map(withoutSpaces);
  const forms = [before.map(withoutSpaces), ...until.flatMap((commits) => formsUntil(edit, commits))];
  const earlierForms = forms
    .filter((lines) => !includesAll(lines, wanted))
    .map((lines) => lines.filter((line) => line !== ''))
    .filter((lines) => lines.length > 0);
  const earlier = identifying(forms.flat(), wanted);
  let trace: Trace = { taken: false, thinned: false, lines: begun.map(withoutSpaces), earlier };
  for (const { here, everywhere } of since) {
    for (const { removed, added } of here ?? []) {
      const change = { removed: removed.map(withoutSpaces), added: added.map(withoutSpaces) };
      const back = [...change.added, ...added.map(withoutComment).map(withoutSpaces)];
      if (bringsAgain(change, earlierForms, wanted)) {
        // The lines in between may come back as well, all or some of them.
        const meanwhile = wanted.length > 0 && !includesAll(change.removed, wanted) ? change.removed : [];
        if (meanwhile.length > 0) earlierForms.push(meanwhile);
        const earlier = [...trace.earlier, ...identifying(meanwhile, wanted)];
        trace = { taken: false, thinned: false, lines: wanted, earlier };
      } else if (!trace.taken) trace = next(trace, { ...change, back, earlierForms, wanted, everywhere });
    }
  }
  return trace;
}

/** Lines that identify an earlier state. */
function identifying(lines: readonly string[], wanted: readonly string[]): string[] {
  return lines.filter((line) => line.length > 2 && !wanted.includes(line));
}

/** Every form that the removed lines had until then. */
function formsUntil(edit: Edit, until: readonly FileChange[]): string[][] {
  const forms = [edit.removed.map(withoutSpaces)];
  for (const { removed, added } of until.flatMap(({ here }) => here ?? [])) {
    const [lines, gone] = [forms.at(-1) ?? [], removed.map(withoutSpaces)];
    if (!lines.some((line) => gone.includes(line))) continue;
    forms.push([...lines.filter((line) => !gone.includes(line)), ...added.map(withoutSpaces)]);
  }
  return forms;
}

interface Change {
  removed: string[];
  added: string[];
  /** The added lines, with and without the comments at their ends. */
  back: string[];
  /** Lines that it removed, and lines that were in its place when it came. */
  earlierForms: string[][];
  wanted: string[];
  everywhere: readonly string[];
}

function next(trace: Trace, { removed, added, back, earlierForms, wanted, everywhere }: Change): Trace {
  const { lines } = trace;
  const hits = lines.filter((line) => removed.includes(line));
  // An edit that only removed lines leaves none to follow: it is undone where they are added again.
  const returns = earlierForms.some(
    (old) =>
      (hits.length > 0 || (wanted.length === 0 && old.some((line) => line.length > 2))) &&
      includesAll(back, old) &&
      !includesAll(removed, old),
  );
  if (returns && !includesAll(added, wanted)) return { ...trace, taken: true };
  const some = trace.earlier.some((line) => back.includes(line) && !removed.includes(line));
  if (hits.length === 0) return { ...trace, thinned: trace.thinned || some };
  const kept = lines.filter((line) => !removed.includes(line));
  const replaced = added.length > removed.length - hits.length;
  const thinned = trace.thinned || !replaced || some;
  // Removed alone, not replaced and not moved elsewhere; a small part of many added lines may be tidied away.
  const gone = removed.length === hits.length && added.length === 0 && hits.length * 3 >= wanted.length;
  const taken = gone && !includesAll(everywhere.map(withoutSpaces), hits);
  return {
    ...trace,
    taken,
    thinned,
    lines: [...kept, ...(replaced || earlierForms.length > 0 ? added : [])],
  };
}

function bringsAgain(
  { removed, added }: { removed: string[]; added: string[] },
  earlierForms: string[][],
  wanted: string[],
): boolean {
  if (wanted.length > 0) return includesAll(added, wanted);
  return earlierForms.some((old) => includesAll(removed, old) && !includesAll(added, old));
}
