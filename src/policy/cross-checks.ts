import { nearestKey } from './explain/nearest-key.ts';
import { echo } from './explain/quote-input.ts';
import { keys } from './keys.ts';
import { type Layered, valueAt } from './layers.ts';
import { overdueLabel, ownCheckNames } from './own-names.ts';
import type { PlaceOf } from './parse-policy.ts';
import type { PolicyMistake } from './policy.ts';
import type { PolicyFile } from './schema.ts';

/** Wrong by what a file and its organisation say together. */
interface Wrong {
  /** Keys that have a part in it; of those that the file has, the first is shown. */
  paths: string[][];
  /** It is the key that is wrong there, and not its value. */
  onKey?: true;
  message: string;
}

/** Keys that each make sense, and together, with what the organisation says, do not. */
export function together(layered: Layered, file: PolicyFile, placeOf: PlaceOf): PolicyMistake[] {
  const wrong = [
    ...targetUnderPrefix(layered, file),
    ...neverBegins(layered),
    ...opensTooLate(file),
    ...prefixTwice(layered),
    ...ownChecksRequired(layered),
    ...ownLabel(layered),
    ...unknownGates(layered, file),
    ...permissionsAsPeople(file),
  ];
  return wrong.flatMap(({ paths, onKey, message }) => {
    const path = paths.find((one) => valueAt(file, one) !== undefined);
    // What the organisation alone has wrong is told there.
    return path ? [{ ...placeOf(path, onKey), path: path.join('.'), message }] : [];
  });
}

function targetUnderPrefix({ policy, origins }: Layered, file: PolicyFile): Wrong[] {
  const { target, prefix } = policy.branches;
  if (target === null) return [];
  const ofTarget = valueAt(file, ['branches', 'target']) !== undefined;
  const [here, there] = ofTarget ? ['target', 'prefix'] : ['prefix', 'target'];
  const paths = [['branches', here]];
  const by = origins[`branches.${there}`] === 'organisation' ? ", by the organisation's file" : '';
  const other = ofTarget ? `it begins with \`${echo(prefix)}\`` : `the target is \`${echo(target)}\``;
  if (target.startsWith(prefix)) {
    const message = ofTarget
      ? `\`branches.target\` must not itself be a hotfix branch; ${other}${by}.`
      : `\`branches.prefix\` must not take the target in; ${other}${by}.`;
    return [{ paths, message }];
  }
  if (!prefix.startsWith(`${target}/`)) return [];
  const message = `There can be no branch \`${echo(target)}\` beside branches under \`${echo(prefix)}\`; choose another \`branches.prefix\`.`;
  return [{ paths, message }];
}

/** The clock begins with a deploy, and no deploy would be seen. */
function neverBegins({ policy }: Layered): Wrong[] {
  const { environments, workflows, dispatches } = policy.deploys;
  const none = environments.length + workflows.length + dispatches.length === 0;
  if (policy.backfill.clock !== 'deploy' || !none) return [];
  const message =
    'With `backfill.clock: deploy` the deadline begins with a deploy, and `deploys` names nothing by which one is seen; name an environment, or leave the clock at `push`.';
  const deploys = ['environments', 'workflows', 'dispatches'].map((key) => ['deploys', key]);
  return [{ paths: [['backfill', 'clock'], ...deploys], message }];
}

/** Where both are written: a deadline that is shorter than the usual wait shortens the wait by itself. */
function opensTooLate(file: PolicyFile): Wrong[] {
  const openAfter = valueAt(file, ['backfill', 'open-after']);
  const deadline = valueAt(file, ['backfill', 'deadline']);
  if (typeof openAfter !== 'number' || typeof deadline !== 'number' || openAfter <= deadline) return [];
  const message =
    '`backfill.open-after` is longer than `backfill.deadline`: the pull request would open when it is overdue; make it shorter.';
  return [{ paths: [['backfill', 'open-after']], message }];
}

function prefixTwice({ policy }: Layered): Wrong[] {
  const { prefix, name } = policy.branches;
  const source = name.replace(/^\^/, '').replaceAll('\\/', '/');
  if (!source.startsWith(prefix)) return [];
  const message = `\`branches.name\` is for what follows the prefix; leave \`${echo(prefix)}\` out of it.`;
  return [
    {
      paths: [
        ['branches', 'name'],
        ['branches', 'prefix'],
      ],
      message,
    },
  ];
}

/** Names that people write in whatever case. */
const ownChecks = ownCheckNames.map((name) => name.toLowerCase());

/** This App's own checks are no part of the pipeline that it reports on. */
function ownChecksRequired({ policy }: Layered): Wrong[] {
  return policy.backfill.requiredChecks
    .filter((name) => ownChecks.includes(name.toLowerCase()))
    .map((name) => ({
      paths: [['backfill', 'required-checks']],
      message: `\`${echo(name)}\` in \`backfill.required-checks\` is this App's own check, which waits for the others; leave it out.`,
    }));
}

function ownLabel({ policy }: Layered): Wrong[] {
  const label = policy.backfill.labels.find((one) => one.toLowerCase() === overdueLabel);
  if (label === undefined) return [];
  const message = `\`${echo(label)}\` in \`backfill.labels\` is what overdue ones carry, from the deadline on; leave it out.`;
  return [{ paths: [['backfill', 'labels']], message }];
}

const knownGates = Object.keys(keys.pipeline.gates.initial);

/** A name that is none of the eight is a gate of one's own, and needs something to be known by. */
function unknownGates({ policy }: Layered, file: PolicyFile): Wrong[] {
  const written = Object.keys(Object(valueAt(file, ['pipeline', 'gates'])));
  return written.flatMap((name): Wrong[] => {
    if (knownGates.includes(name)) return [];
    const paths = [['pipeline', 'gates', name]];
    const twin = knownGates.find((known) => lettersOf(known) === lettersOf(name));
    if (twin)
      return [{ paths, onKey: true, message: `\`${echo(name)}\` is no gate of its own; write \`${twin}\`.` }];
    if ((policy.pipeline.gates[name]?.match.length ?? 0) > 0) return [];
    const nearest = nearestKey(name, knownGates);
    const advice = nearest ? `did you mean \`${nearest}\`?` : `the others are ${knownGates.join(', ')}.`;
    const message = `\`${echo(name)}\` is a gate of your own, and needs \`match\` to be known by; ${advice}`;
    return [{ paths, onKey: true, message }];
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
function permissionsAsPeople(file: PolicyFile): Wrong[] {
  return (file.approvers ?? []).flatMap((name, index) =>
    permissions.includes(name.toLowerCase())
      ? [
          {
            paths: [['approvers', String(index)]],
            message: `\`${name}\` in \`approvers\` is a permission, and not a person; name people and teams, or leave \`approvers\` out: then whoever has maintain or admin permission may.`,
          },
        ]
      : [],
  );
}
