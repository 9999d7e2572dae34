import { shellQuote } from '../markdown/shell-quote.ts';
import { visible } from '../markdown/visible.ts';

/** The path to save the skeleton under. */
export function runbookSkeletonPath(service: string): string {
  const name = visible(service, 60)
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return `runbooks/${name === '' ? 'service' : name}-outage.sh`;
}

/**
 * A runbook to start from, for bash 3.2 and newer. It runs as it is. A command that is not installed, or fails while the
 * service is down, is reported and skipped, because the steps after it are needed all the more.
 */
export function runbookSkeleton(service: string): string {
  const path = runbookSkeletonPath(service);
  const name = visible(service, 100) || 'service';
  return `#!/usr/bin/env bash
# Steps for when this service is down.
#
#   ${path} --help
#
# Adapt the settings and commands to the service, run it once a quarter, and keep it beside the code.
set -euo pipefail

# Settings. NAMESPACE, APP and INFRA_REPO can also be set for one run.
service=${shellQuote(name)}
namespace="\${NAMESPACE:-production}"
app="\${APP:-\${service}-\${namespace}}"
# The repository that deploys are committed to.
infra_repo="\${INFRA_REPO:-.}"
# URLs that the service needs to reach, one per line, such as 'http://ledger.production.svc/health'.
dependencies=(
)

dry_run=no
unfinished=0

usage() {
  cat << 'TEXT'
Usage: ${path} [--dry-run] [--help]

Checks the health of the service, shows its recent deploys, offers a rollback,
and shows logs and dependencies.

  --dry-run  show the commands without running them
  --help     show this text

Exit status: 0 done, 1 a step failed or was skipped, 2 usage error.
TEXT
}

# Shows a command and runs it. A failure does not end the runbook.
run() {
  printf '+'
  printf ' %q' "$@"
  printf '\\n'
  if [[ "$dry_run" == yes ]]; then
    return 0
  fi
  if ! command -v "$1" > /dev/null; then
    skipped "$1 is not installed."
  elif ! "$@"; then
    skipped 'That failed.'
  fi
}

skipped() {
  printf '%s Continuing.\\n' "$1" >&2
  unfinished=$((unfinished + 1))
}

# Asks for confirmation. Without a terminal the answer is no.
confirm() {
  local answer=''
  if [[ "$dry_run" == yes ]]; then
    printf 'Would ask: %s (y/n)\\n' "$1"
    return 0
  fi
  if [[ ! -t 0 ]]; then
    skipped "$1 No: there is no terminal to ask on."
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
if confirm 'Roll back to the previous version?'; then
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
  printf '\\nDone. Failed or skipped: %s. See above.\\n' "$unfinished" >&2
  exit 1
fi
`;
}
