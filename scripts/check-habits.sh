#!/usr/bin/env bash
# What this house does without, and the compiler does not refuse (CONTRIBUTING.md says why).
set -euo pipefail
cd "$(dirname "$0")/.."

failed=0
refuse() {
    local pattern=$1 reason=$2
    if grep -rnE --include='*.swift' "$pattern" Sources | grep -vE '^[^:]+:[0-9]+: *//'; then
        echo "$reason" >&2
        failed=1
    fi
}
refuse '\bMutex[<(]' 'Locks are NIOLockedValueBox: ThreadSanitizer does not see what Synchronization.Mutex guards.'
refuse '\bunsafelyUnwrapped\b|\bfatalError\(|\btry!|\bas!' 'A fault is an error with a remedy, not the end of the daemon.'
exit $failed
