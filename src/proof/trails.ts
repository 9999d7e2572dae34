import { squeezed } from './edits.ts';
import type { AtArrival, CommitDiff, Difference, FileDiff } from './evidence.ts';
import { counterpart, editsOfFile, linesNear, nameAtBase } from './file-state.ts';
import { type Turn, traceOf } from './trace.ts';

/** What the commits since the arrival made of one edit. `lost`: they do not explain what is there now. */
export type Trail = 'taken-back' | 'explained' | 'lost';

interface Between {
  atArrival: AtArrival;
  target: Difference;
  /** The commits of the target that changed the file, until the hotfix came and since, and its own; oldest first. */
  until: readonly CommitDiff[];
  since: readonly CommitDiff[];
  steps: readonly CommitDiff[];
}

/** By edit of the file, in their order. */
export function trailsOf(file: FileDiff, { atArrival, target, until, since, steps }: Between): Trail[] {
  const base = nameAtBase(file);
  const nameIn = ({ files }: Difference): string => counterpart(base, files)?.path ?? base;
  const { turns, name } = turnsOf(nameIn(atArrival.after), since);
  const past = [until, steps].map((commits) => turnsOf(base, commits).turns);
  const mine = file.status === 'removed' ? null : editsOfFile(file);
  const now = counterpart(base, target.files);
  const whole = name === nameIn(target);
  if (!mine || mine.length === 0) {
    const [only, ...more] = turns;
    return [whole && more.length === 0 && only?.blob === now?.blob ? 'explained' : 'lost'];
  }
  return mine.map((edit): Trail => {
    const stood = linesNear(edit, counterpart(base, atArrival.after.files));
    // Its own lines, or what the merge made of them.
    const begun = edit.added.every((line) => stood.includes(line)) ? edit.added : stood;
    const before = linesNear(edit, counterpart(base, atArrival.before?.files ?? []));
    const { taken, thinned, lines, earlier } = traceOf(edit, { before, begun, until: past, since: turns });
    if (taken) return 'taken-back';
    const written = linesNear(edit, now).map(squeezed);
    const ends = lines.length > 0 ? lines.every((line) => written.includes(line)) : written.length === 0;
    const back = written.some((line) => earlier.includes(line) && !stood.map(squeezed).includes(line));
    return whole && ends && !back && !thinned && turns.every(({ here }) => here !== null)
      ? 'explained'
      : 'lost';
  });
}

interface FileTurn extends Turn {
  blob: string | null;
}

/** What the commits did to the file, under the names that they gave it one after the other. */
function turnsOf(begun: string, since: readonly CommitDiff[]): { turns: FileTurn[]; name: string } {
  let name = begun;
  const turns: FileTurn[] = [];
  for (const { files } of since) {
    const file = counterpart(name, files) ?? files.find(({ path }) => path === name);
    if (!file) continue;
    if (file.status === 'renamed') name = file.path;
    const everywhere = files.flatMap((one) => (editsOfFile(one) ?? []).flatMap(({ added }) => added));
    turns.push({ here: editsOfFile(file), everywhere, blob: file.blob });
  }
  return { turns, name };
}
