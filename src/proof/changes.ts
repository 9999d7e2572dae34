import type { EditState } from './edits.ts';
import type { Difference, FileDiff } from './evidence.ts';
import { statesOfFile } from './file-state.ts';

/** One file that the hotfix changed, with the state of each change on the other side. */
export interface Change {
  file: FileDiff;
  states: EditState[];
}

export function changesOf(own: Difference, other: Difference): Change[] {
  return own.files.map((file) => ({ file, states: statesOfFile(file, own.base, other) }));
}

/**
 * Changes that a later head reverted are not owed. Its version of the rest counts as its own, unless all of it is gone.
 * `kept`: the same changes on that head.
 */
export function stillOwed(changes: Change[], kept: Change[]): Change[] {
  const owed = (state: EditState, held: EditState | undefined): EditState => {
    if (held === 'present') return state;
    return held !== 'absent' && state === 'absent' ? 'absent' : 'present';
  };
  return changes.map(({ file, states }, index) => ({
    file,
    states: states.map((state, at) => owed(state, kept[index]?.states[at])),
  }));
}

export function isPresent({ states }: Change): boolean {
  return states.every((state) => state === 'present');
}
