#!/usr/bin/env bash
# What this house does without, and the compiler does not refuse (CONTRIBUTING.md says why).
set -euo pipefail
cd "$(dirname "$0")/.."

failed=0
# refuse PATTERN REASON [BUT [WHERE]]: no line of the sources, or of the folder WHERE, matches the pattern, comments and what BUT
# matches left aside.
refuse() {
    local pattern=$1 reason=$2 but=${3:-^$} where=${4:-Sources}
    if grep -rnE --include='*.swift' "$pattern" "$where" | grep -vE '^[^:]+:[0-9]+: *//' | grep -vE "$but"; then
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
# A row that cannot be read is damaged, never none. What may fail beside the rows: tidying, notes, and the end.
refuse '\btry\?' 'A row that cannot be read is a StoreProblem, and is not passed over.' \
    'try\? (await )?(database\.(tidy|close|queue|execute)|writable\(|self\.files\.note|guarding|pool\.write|write\()' \
    Sources/Adapters/SQLiteStore
refuse 'description: String \{.*remedy' 'Errors with a remedy are RemediedError, which makes the sentences.' \
    '^Sources/Platform/Platform/Failures/|^Sources/Domain/Documents/InvalidValue.swift:'
# FIRST+topic.swift, FIRST being the first declaration of the file: its type, the type that it extends, or its function.
while read -r file first; do
    [[ $(basename "$file") =~ ^$first(\+[[:alnum:]]+)?\.swift$ ]] || {
        echo "$file is not named after $first, which comes first in it." >&2
        failed=1
    }
done < <(find Sources -name '*.swift' ! -name main.swift | sort | xargs awk '
    FNR == 1 { found = 0 }
    !found && match($0, /^([@a-z]+(\([^)]*\))? )*(struct|class|enum|protocol|actor|extension|typealias|func|let|var) /) {
        name = substr($0, RLENGTH + 1)
        sub(/[^[:alnum:]_.].*/, "", name)
        sub(/.*\./, "", name)
        print FILENAME, toupper(substr(name, 1, 1)) substr(name, 2)
        found = 1
    }')
exit $failed
