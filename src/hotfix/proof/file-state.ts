import { type EditState, editsOf, stateOfEdit } from './edits.ts';
import type { FileDiff } from './evidence.ts';

/** `partly`: some of its edits are there, and some are not. */
export type FileState = EditState | 'partly';

/**
 * Whether what the hotfix did to one file is on the target, where `files` is what the target did to its files since
 * the two parted. `sameBase`: both began at the same commit, so that the lines of their patches can be compared.
 */
export function stateOfFile(own: FileDiff, files: readonly FileDiff[], sameBase: boolean): FileState {
  const states = [contentState(own, files, sameBase), ...nameState(own, files, sameBase)];
  if (states.every((state) => state === 'present')) return 'present';
  if (states.includes('differs')) return 'differs';
  return states.every((state) => state === 'absent') ? 'absent' : 'partly';
}

/** Of a renamed file: whether the old name is gone. Its content is judged under the new one. */
function nameState(own: FileDiff, files: readonly FileDiff[], sameBase: boolean): FileState[] {
  if (own.status !== 'renamed' || own.previous === null) return [];
  const old = files.find((file) => file.path === own.previous || file.previous === own.previous);
  if (!old) return [sameBase ? 'absent' : 'differs'];
  const gone = old.status === 'removed' || (old.status === 'renamed' && old.previous === own.previous);
  return [gone ? 'present' : 'differs'];
}

function contentState(own: FileDiff, files: readonly FileDiff[], sameBase: boolean): FileState {
  const unchanged = sameBase ? 'absent' : 'differs';
  if (own.status === 'removed') {
    const theirs = counterpart(own.path, files);
    if (!theirs) return unchanged;
    return theirs.status === 'removed' ? 'present' : 'differs';
  }
  // Also where the target gave the very same content another name.
  const copy = files.find(
    (file) =>
      file.blob === own.blob &&
      (file.path === own.path || (own.status === 'added' && file.blob !== emptyBlob)),
  );
  if (copy) return 'present';
  const theirs = counterpart(own.status === 'renamed' ? (own.previous ?? own.path) : own.path, files);
  if (!theirs) return files.some((file) => file.path === own.path) ? 'differs' : unchanged;
  if (theirs.blob !== null && theirs.blob === own.blob) return 'present';
  if (!sameBase || theirs.status === 'removed' || own.status === 'added') return 'differs';
  const [mine, others] = [edits(own), edits(theirs)];
  if (!mine || !others) return 'differs';
  return together(mine.map((edit) => stateOfEdit(edit, others)));
}

/** Git's id of no content at all, which any two files may have in common. */
const emptyBlob = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';

/** What the target did to the file of this name, whatever it is called now. */
function counterpart(path: string, files: readonly FileDiff[]): FileDiff | undefined {
  return files.find((file) => (file.status === 'renamed' ? file.previous === path : file.path === path));
}

function edits({ patch }: FileDiff) {
  return patch === null ? null : editsOf(patch);
}

function together(states: EditState[]): FileState {
  // A file that only got another name: its name is judged by itself.
  if (states.length === 0) return 'present';
  if (states.includes('differs')) return 'differs';
  if (states.every((state) => state === 'present')) return 'present';
  return states.every((state) => state === 'absent') ? 'absent' : 'partly';
}
