import type { BranchName } from '../../policy/branch-name.ts';
import type { Policy } from '../../policy/policy.ts';
import { link } from '../markdown/link.ts';
import { plainText } from '../markdown/plain-text.ts';

/** The incident, linked where the policy says how; safe in a table's cell. */
export function incidentLink(incident: string, policy: Policy): string {
  return link(plainText(incident), incidentUrl(incident, policy));
}

/** Its address; `null`: the policy names none. */
export function incidentUrl(incident: string, { incidents }: Policy): string | null {
  return incidents.url?.replaceAll('{incident}', () => encodeURIComponent(incident.toWellFormed())) ?? null;
}

/** The incident in the branch name, or that there is none. */
export function incidentOf(name: BranchName, policy: Policy): string {
  // A pattern of the policy may let the incident be left out.
  return name.kind === 'hotfix' && name.incident !== ''
    ? incidentLink(name.incident, policy)
    : 'unknown (not in the branch name)';
}
