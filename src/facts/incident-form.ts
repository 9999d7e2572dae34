import { shownLines } from './shown-lines.ts';

const incidentId = /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,99}$/u;

/**
 * The incident that an issue names which was opened with the issue form: GitHub writes each field of a form as a
 * heading and what was filled in. `null`: it names none.
 */
export function readForm(body: string): { incident: string } | null {
  const lines = shownLines(body);
  const at = lines.findIndex(({ kind, text }) => kind === 'heading' && /^incident id$/i.test(text));
  const value = at < 0 ? undefined : lines.slice(at + 1).find(({ text }) => text !== '');
  if (!value || value.kind === 'heading' || !incidentId.test(value.text)) return null;
  return { incident: value.text };
}
