#!/usr/bin/env bash
# What this house does without, and the compiler does not refuse (CONTRIBUTING.md says why).
set -euo pipefail
cd "$(dirname "$0")/.."

failed=0
# refuse PATTERN REASON [WHERE]: no line of the sources matches the pattern, but for comments and what WHERE says.
refuse() {
    local pattern=$1 reason=$2 where=${3:-^$}
    if grep -rnE --include='*.swift' "$pattern" Sources | grep -vE '^[^:]+:[0-9]+: *//' | grep -vE "$where"; then
        echo "$reason" >&2
        failed=1
    fi
}
refuse '\bMutex[<(]' 'Locks are NIOLockedValueBox: ThreadSanitizer does not see what Synchronization.Mutex guards.'
refuse '\bunsafelyUnwrapped\b|\bfatalError\(|\btry!|\bas!' 'A fault is an error with a remedy, not the end of the daemon.'
refuse '\bstrerror\(' "The system's words for an error are SystemFailure.text." '^Sources/Platform/Platform/'
refuse '\btime\(nil\)|\bclock_gettime\(' 'Times are of WallClock and MonotonicClock.' '^Sources/Platform/Platform/'
# Closing by number is how a descriptor is closed twice. OpenFile says why it does; registrars close connections.
refuse '(^|[^.[:alnum:]_]|Glibc\.)close\(' 'Descriptors are closed by their owner, FileDescriptor.' \
    '^Sources/Platform/Platform/|^Sources/Ports/Serving/OpenFile.swift:|/SimulatedRegistrar.swift:|func close\(|case close\('
refuse '"0123456789(abcdef|ABCDEF)"' 'Digits are of Hexadecimal.' '^Sources/Platform/Platform/'
exit $failed
