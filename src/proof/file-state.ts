import { type Edit, type EditState, editsOf, nearEdits, sameEdits, stateOfEdit } from './edits.ts';
import type { Difference, FileDiff } from './evidence.ts';

/**
 * State of each edit of the hotfix in one file, in their order, and of the file's name where the hotfix renamed it.
 * `other`: what the target changed since the fork point. The number of states depends on the hotfix's side alone.
 */
export function statesOfFile(own: FileDiff, base: string, other: Difference): EditState[] {
  // Lines of patches can be compared only where both apply to the same old file.
  const sameBase = other.base === base;
  return [...contentStates(own, other.files, sameBase), ...nameState(own, other.files, sameBase)];
}

/** For each edit, whether its lines are the same on `after` as on `before`. */
export function unchangedBetween(own: FileDiff, before: Difference, after: Difference): boolean[] {
  const [was, is] = [counterpart(nameAtBase(own), before.files), counterpart(nameAtBase(own), after.files)];
  const untouched = was?.blob === is?.blob && was?.status === is?.status && was?.path === is?.path;
  const [mine, earlier, later] = [editsOfFile(own), editsOrNone(was), editsOrNone(is)];
  const content =
    mine === null || mine.length === 0 || earlier === null || later === null
      ? [untouched]
      : mine.map((edit) => untouched || sameEdits(nearEdits(edit, earlier), nearEdits(edit, later)));
  return own.status === 'renamed' ? [...content, untouched] : content;
}

/** For each edit, whether a merge kept only a part of it, and put nothing in place of the rest. */
export function partlyDropped(own: FileDiff, before: Difference, after: Difference): boolean[] {
  const [was, is] = [counterpart(nameAtBase(own), before.files), counterpart(nameAtBase(own), after.files)];
  const there = (editsOrNone(was) ?? []).flatMap(({ added }) => added);
  return (editsOfFile(own) ?? []).map((edit) => {
    const written = linesNear(edit, is);
    const known = [...there, ...edit.added, ...edit.removed];
    const kept = edit.added.filter((line) => written.includes(line));
    return kept.length < edit.added.length && written.every((line) => known.includes(line));
  });
}

/** For a renamed file, whether the old name is gone and the new one there. */
function nameState(own: FileDiff, files: readonly FileDiff[], sameBase: boolean): EditState[] {
  if (own.status !== 'renamed' || own.previous === null) return [];
  const old = files.find((file) => file.path === own.previous || file.previous === own.previous);
  if (!old) return [sameBase ? 'absent' : 'doubtful'];
  const gone = old.status === 'removed' || (old.status === 'renamed' && old.previous === own.previous);
  // Another file may have that name.
  const made = files.some(
    (file) => file.path === own.path && (file.previous === own.previous || file.blob === own.blob),
  );
  return [gone && made ? 'present' : 'doubtful'];
}

function contentStates(own: FileDiff, files: readonly FileDiff[], sameBase: boolean): EditState[] {
  const mine = own.status === 'removed' ? null : editsOfFile(own);
  const whole = (state: EditState): EditState[] =>
    mine && mine.length > 0 ? mine.map(() => state) : [state];
  const theirs = counterpart(nameAtBase(own), files);
  const unchanged = sameBase ? 'absent' : 'doubtful';
  if (own.status === 'removed') {
    if (!theirs) return [unchanged];
    if (theirs.status === 'removed') return ['present'];
    return [theirs.status === 'renamed' || !sameBase ? 'doubtful' : 'absent'];
  }
  if (files.some((file) => file.path === own.path && sameContentOf(own, file))) return whole('present');
  // A new file that has another name there, or another file with the same content.
  const moved =
    own.status === 'added' && files.some((file) => file.blob === own.blob && own.blob !== emptyBlob);
  if (!theirs) {
    if (moved) return whole('replaced');
    // It may have been moved and changed.
    const alike = files.some((file) => file.status !== 'removed' && nameOf(file) === nameOf(own));
    if (own.status === 'added' && alike) return whole('doubtful');
    return whole(files.some((file) => file.path === own.path) ? 'doubtful' : unchanged);
  }
  if (theirs.blob !== null && theirs.blob === own.blob) return whole('present');
  if (!sameBase || theirs.status === 'removed') return whole('doubtful');
  if (own.binary && theirs.binary) return whole('replaced');
  const others = editsOfFile(theirs);
  // The hotfix only renamed the file: the name is judged by itself.
  if (mine?.length === 0) return ['present'];
  return mine && others ? mine.map((edit) => stateOfEdit(edit, others)) : whole('doubtful');
}

/** GitHub gives no blob id for a file that is gone, nor for one whose mode alone changed: those two differ. */
export function sameContentOf(one: FileDiff, other: FileDiff): boolean {
  return (
    one.blob === other.blob &&
    (one.blob !== null || (one.status === 'removed') === (other.status === 'removed'))
  );
}

/** Its content and its name are unchanged. */
export function isOfModeAlone({ blob, patch, status }: FileDiff): boolean {
  return blob === null && status !== 'removed' && !patch;
}

/** Git's id of an empty file: two files that have it need not be related. */
const emptyBlob = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';

function nameOf({ path }: FileDiff): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function nameAtBase({ status, path, previous }: FileDiff): string {
  return status === 'renamed' ? (previous ?? path) : path;
}

/** Lines that the target added near an edit of the hotfix. */
export function linesNear(edit: Edit, theirs: FileDiff | undefined): string[] {
  return nearEdits(edit, editsOrNone(theirs) ?? []).flatMap(({ added }) => added);
}

/** The target's change of the file that had this name at the fork point. */
export function counterpart(path: string, files: readonly FileDiff[]): FileDiff | undefined {
  return files.find((file) => (file.status === 'renamed' ? file.previous === path : file.path === path));
}

/** `null`: GitHub shows no lines of it. */
export function editsOfFile({ patch }: FileDiff): Edit[] | null {
  return patch === null ? null : editsOf(patch);
}

function editsOrNone(file: FileDiff | undefined): Edit[] | null {
  return file ? editsOfFile(file) : [];
}
