import { withoutSpaces } from './edits.ts';
import type { AtArrival, CommitDiff, Difference, FileDiff } from './evidence.ts';
import { counterpart, editsOfFile, linesNear, nameAtBase } from './file-state.ts';
import { type FileChange, traceOf } from './trace.ts';

/** What the commits since the arrival did to one edit. `lost`: they do not explain what is there now. */
export type Trail = 'taken-back' | 'explained' | 'lost';

interface Between {
  atArrival: AtArrival;
  target: Difference;
  /** The commits of the target that changed the file, until the hotfix came and since, and its own; oldest first. */
  until: readonly CommitDiff[];
  since: readonly CommitDiff[];
  steps: readonly CommitDiff[];
}

/** One for each edit of the file, in their order. */
export function trailsOf(file: FileDiff, { atArrival, target, until, since, steps }: Between): Trail[] {
  const base = nameAtBase(file);
  const nameIn = ({ files }: Difference): string => counterpart(base, files)?.path ?? base;
  const { changes, name } = changesOfFile(nameIn(atArrival.after), since);
  const past = [until, steps].map((commits) => changesOfFile(base, commits).changes);
  const mine = file.status === 'removed' ? null : editsOfFile(file);
  const now = counterpart(base, target.files);
  const whole = name === nameIn(target);
  if (!mine || mine.length === 0) {
    const [only, ...more] = changes;
    return [whole && more.length === 0 && only?.blob === now?.blob ? 'explained' : 'lost'];
  }
  return mine.map((edit): Trail => {
    const stood = linesNear(edit, counterpart(base, atArrival.after.files));
    // Its own lines, or those that the merge made of them.
    const begun = edit.added.every((line) => stood.includes(line)) ? edit.added : stood;
    const before = linesNear(edit, counterpart(base, atArrival.before?.files ?? []));
    const { taken, thinned, lines, earlier } = traceOf(edit, { before, begun, until: past, since: changes });
    if (taken) return 'taken-back';
    const written = linesNear(edit, now).map(withoutSpaces);
    const ends = lines.length > 0 ? lines.every((line) => written.includes(line)) : written.length === 0;
    const back = written.some((line) => earlier.includes(line) && !stood.map(withoutSpaces).includes(line));
    return whole && ends && !back && !thinned && changes.every(({ here }) => here !== null)
      ? 'explained'
      : 'lost';
  });
}

interface ChangeOfFile extends FileChange {
  blob: string | null;
}

/** Changes that the commits made to the file, followed through renames. */
function changesOfFile(
  begun: string,
  since: readonly CommitDiff[],
): { changes: ChangeOfFile[]; name: string } {
  let name = begun;
  const changes: ChangeOfFile[] = [];
  for (const { files } of since) {
    const file = counterpart(name, files) ?? files.find(({ path }) => path === name);
    if (!file) continue;
    if (file.status === 'renamed') name = file.path;
    const everywhere = files.flatMap((one) => (editsOfFile(one) ?? []).flatMap(({ added }) => added));
    changes.push({ here: editsOfFile(file), everywhere, blob: file.blob });
  }
  return { changes, name };
}
