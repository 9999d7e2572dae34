import { shellQuote } from '../markdown/shell-quote.ts';
import { visible } from '../markdown/visible.ts';

/** Where the skeleton belongs. */
export function runbookSkeletonPath(service: string): string {
  const name = visible(service, 60)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return `runbooks/${name === '' ? 'service' : name}-outage.sh`;
}

/**
 * A runbook to begin with, for bash 3.2 and newer. It runs as it is: what a machine lacks, and what fails while the
 * service is down, is said and left, because the steps after it are wanted all the more.
 */
export function runbookSkeleton(service: string): string {
  const path = runbookSkeletonPath(service);
  const name = visible(service, 100) || 'service';
  return `#!/usr/bin/env bash
# What to do when this service is down.
#
#   ${path} --help
#
# Change the settings and the commands to what is true here, run it once a quarter, and keep it beside the code.
set -euo pipefail

# Settings; NAMESPACE, APP and INFRA_REPO can also be given for one run.
service=${shellQuote(name)}
namespace="\${NAMESPACE:-production}"
app="\${APP:-\${service}-\${namespace}}"
# The repository in which deploys are committed.
infra_repo="\${INFRA_REPO:-.}"
# Addresses that the service itself needs to reach, one a line, such as 'http://ledger.production.svc/health'.
dependencies=(
)

dry_run=no
unfinished=0

usage() {
  cat << 'TEXT'
Usage: ${path} [--dry-run] [--help]

Checks the health of the service, shows its recent deploys, offers a rollback,
and shows logs and dependencies.

  --dry-run  show the commands, and run none
  --help     show this text

Exit status: 0 all done, 1 something failed or was left out, 2 wrong use.
TEXT
}

# Shows a command, and runs it. One that fails does not end the runbook.
run() {
  printf '+'
  printf ' %q' "$@"
  printf '\\n'
  if [[ "$dry_run" == yes ]]; then
    return 0
  fi
  if ! command -v "$1" > /dev/null; then
    left_out "$1 is not on this machine."
  elif ! "$@"; then
    left_out 'That failed.'
  fi
}

left_out() {
  printf '%s Going on.\\n' "$1" >&2
  unfinished=$((unfinished + 1))
}

# Asks a person. Where there is none, the answer is no.
confirm() {
  local answer=''
  if [[ "$dry_run" == yes ]]; then
    printf 'Would ask: %s (y/n)\\n' "$1"
    return 0
  fi
  if [[ ! -t 0 ]]; then
    left_out "Not on a terminal, so nobody can be asked: $1 No."
    return 1
  fi
  read -r -p "$1 (y/n): " answer || true
  [[ "$answer" == y || "$answer" == Y || "$answer" == yes ]]
}

while [[ $# -gt 0 ]]; do
  case "$1" in
    --dry-run) dry_run=yes ;;
    --help | -h)
      usage
      exit 0
      ;;
    *)
      printf 'Unknown option: %s\\n\\n' "$1" >&2
      usage >&2
      exit 2
      ;;
  esac
  shift
done

printf '=== Runbook: %s is down ===\\n' "$service"

printf '\\nStep 1: Check the health of the service\\n'
run argocd app get -- "$app"

printf '\\nStep 2: Check recent deploys\\n'
run git -C "$infra_repo" --no-pager log --oneline --fixed-strings --grep="$service" -5
if confirm 'Roll back to the version before?'; then
  run argocd app rollback -- "$app"
fi

printf '\\nStep 3: Check logs\\n'
run kubectl logs --namespace "$namespace" --selector "app=$service" --tail=50

printf '\\nStep 4: Check dependencies\\n'
if [[ \${#dependencies[@]} -eq 0 ]]; then
  printf 'None are listed in this runbook yet.\\n'
else
  for dependency in "\${dependencies[@]}"; do
    run kubectl exec --namespace "$namespace" "deploy/$service" -- \\
      curl --silent --show-error --fail --max-time 10 "$dependency"
  done
fi

if [[ "$unfinished" -gt 0 ]]; then
  printf '\\nDone, but for %s of the steps: see above.\\n' "$unfinished" >&2
  exit 1
fi
`;
}
