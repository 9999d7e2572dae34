import { kindOfArtefact } from '../../artefact/keys.ts';
import type { Command } from '../commands/command.ts';
import type { FactsByKind } from './by-kind.ts';

/**
 * Commands given where this hotfix is talked about: on its pull requests, whatever its name was, and on its issues.
 * `here`: facts of the repository; `line`: those of this branch, and of the branches whose name it took over.
 */
export function commandsAbout({ here, line }: { here: FactsByKind; line: FactsByKind }): Command[] {
  const issues = line('written').filter(({ artefact }) => kindOfArtefact(artefact) === 'breach');
  const places = new Set([...line('pull-request'), ...issues].map(({ number }) => number));
  const entitled = new Map(line('entitlement-read').map((read) => [read.command, read.entitled]));
  return here('commanded')
    .filter(({ number }) => places.has(number))
    .map(({ key, number, comment, url, line: written, timezone, by, at }) => ({
      key,
      number,
      comment,
      url,
      line: written,
      timezone,
      by,
      at: new Date(at),
      entitled: entitled.get(key) ?? null,
    }));
}
