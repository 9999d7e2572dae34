import { nearestKey } from './explain/nearest-key.ts';
import type { ConflictProblem, PolicyMistake } from './explain/problem.ts';
import { keys } from './keys.ts';
import { type Layered, valueAt } from './layers.ts';
import { overdueLabel, ownCheckNames } from './own-names.ts';
import type { PlaceOf } from './places.ts';
import type { PolicyFile } from './schema.ts';

/** Keys of a file, or of a file and its organisation's, that contradict each other. */
interface Conflict {
  /** Keys that have a part in it; of those that the file has, the first is shown. */
  paths: string[][];
  /** The key is wrong, not its value. */
  onKey?: true;
  problem: ConflictProblem;
}

/** Keys that each make sense, and together, with what the organisation says, do not. */
export function crossCheck(layered: Layered, file: PolicyFile, placeOf: PlaceOf): PolicyMistake[] {
  const conflicts = [
    ...targetUnderPrefix(layered, file),
    ...neverBegins(layered),
    ...opensTooLate(file),
    ...prefixTwice(layered),
    ...ownChecksRequired(layered),
    ...ownLabel(layered),
    ...unknownGates(layered, file),
    ...permissionsAsPeople(file),
  ];
  return conflicts.flatMap(({ paths, onKey, problem }) => {
    const path = paths.find((one) => valueAt(file, one) !== undefined);
    // What the organisation alone has wrong is told there.
    return path ? [{ ...placeOf(path, onKey), path: path.join('.'), problem }] : [];
  });
}

function targetUnderPrefix({ policy, origins }: Layered, file: PolicyFile): Conflict[] {
  const { target, prefix } = policy.branches;
  if (target === null) return [];
  const ofTarget = valueAt(file, ['branches', 'target']) !== undefined;
  const [here, there] = ofTarget ? ['target', 'prefix'] : ['prefix', 'target'];
  const paths = [['branches', here]];
  const byOrganisation = origins[`branches.${there}`] === 'organisation';
  if (target.startsWith(prefix)) {
    const problem: ConflictProblem = ofTarget
      ? { code: 'target-under-prefix', prefix, byOrganisation }
      : { code: 'prefix-over-target', target, byOrganisation };
    return [{ paths, problem }];
  }
  if (!prefix.startsWith(`${target}/`)) return [];
  return [{ paths, problem: { code: 'prefix-below-target', target, prefix } }];
}

/** The clock begins with a deploy, and no deploy would be seen. */
function neverBegins({ policy }: Layered): Conflict[] {
  const { environments, workflows, dispatches } = policy.deploys;
  const none = environments.length + workflows.length + dispatches.length === 0;
  if (policy.backfill.clock !== 'deploy' || !none) return [];
  const deploys = ['environments', 'workflows', 'dispatches'].map((key) => ['deploys', key]);
  return [{ paths: [['backfill', 'clock'], ...deploys], problem: { code: 'clock-never-starts' } }];
}

/** Where both are written: a deadline that is shorter than the usual wait shortens the wait by itself. */
function opensTooLate(file: PolicyFile): Conflict[] {
  const openAfter = valueAt(file, ['backfill', 'open-after']);
  const deadline = valueAt(file, ['backfill', 'deadline']);
  if (typeof openAfter !== 'number' || typeof deadline !== 'number' || openAfter <= deadline) return [];
  return [{ paths: [['backfill', 'open-after']], problem: { code: 'opens-too-late' } }];
}

function prefixTwice({ policy }: Layered): Conflict[] {
  const { prefix, name } = policy.branches;
  const source = name.replace(/^\^/, '').replaceAll('\\/', '/');
  if (!source.startsWith(prefix)) return [];
  return [
    {
      paths: [
        ['branches', 'name'],
        ['branches', 'prefix'],
      ],
      problem: { code: 'prefix-in-name', prefix },
    },
  ];
}

/** Names that people write in whatever case. */
const ownChecks = ownCheckNames.map((name) => name.toLowerCase());

/** This App's own checks are no part of the pipeline that it reports on. */
function ownChecksRequired({ policy }: Layered): Conflict[] {
  return policy.backfill.requiredChecks
    .filter((name) => ownChecks.includes(name.toLowerCase()))
    .map((name) => ({
      paths: [['backfill', 'required-checks']],
      problem: { code: 'own-check', name },
    }));
}

function ownLabel({ policy }: Layered): Conflict[] {
  const label = policy.backfill.labels.find((one) => one.toLowerCase() === overdueLabel);
  if (label === undefined) return [];
  return [{ paths: [['backfill', 'labels']], problem: { code: 'own-label', name: label } }];
}

const knownGates = Object.keys(keys.pipeline.gates.initial);

/** A name that is none of the eight is a gate of one's own, and needs something to be known by. */
function unknownGates({ policy }: Layered, file: PolicyFile): Conflict[] {
  const written = Object.keys(Object(valueAt(file, ['pipeline', 'gates'])));
  return written.flatMap((name): Conflict[] => {
    if (knownGates.includes(name)) return [];
    const paths = [['pipeline', 'gates', name]];
    const twin = knownGates.find((known) => lettersOf(known) === lettersOf(name));
    if (twin) return [{ paths, onKey: true, problem: { code: 'gate-misspelt', gate: name, known: twin } }];
    // The gates of a file may not count, because one of them is locked: each is looked at as it is written.
    const match = file.pipeline?.gates?.[name]?.match ?? policy.pipeline.gates[name]?.match ?? [];
    if (match.length > 0) return [];
    const nearest = nearestKey(name, knownGates);
    const problem = { code: 'gate-without-match', gate: name, nearest, known: knownGates } as const;
    return [{ paths, onKey: true, problem }];
  });
}

/** In whatever case, with whatever in between, of one or of many: the same name to people. */
function lettersOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z]+/g, '')
    .replace(/s$/, '');
}

const permissions = ['admin', 'admins', 'maintain', 'maintainer', 'maintainers', 'write'];

/** Somebody may have such a login, and would be given the right. */
function permissionsAsPeople(file: PolicyFile): Conflict[] {
  return (file.approvers ?? []).flatMap((name, index) =>
    permissions.includes(name.toLowerCase())
      ? [
          {
            paths: [['approvers', String(index)]],
            problem: { code: 'permission-as-person', name },
          },
        ]
      : [],
  );
}
