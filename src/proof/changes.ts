import type { EditState } from './edits.ts';
import type { Difference, FileDiff } from './evidence.ts';
import { statesOfFile } from './file-state.ts';

/** What became of each thing that the hotfix did to one file. */
export interface Change {
  file: FileDiff;
  states: EditState[];
}

export function changesOf(own: Difference, other: Difference): Change[] {
  return own.files.map((file) => ({ file, states: statesOfFile(file, own.base, other) }));
}

/**
 * Of what a later head took back, nothing is owed; what that one made of the rest is its own matter, as long as not
 * all of it is gone.
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
