#!/usr/bin/env bash
# Runs the tests of real servers, from what `swift build --build-tests` built. Within a group one runs after the other; the
# groups run side by side, because the tests mostly wait. What a group says is shown when it has ended.
#
#   scripts/test-servers.sh FILTER    FILTER: the tests that need servers, as `swift test --filter` takes it
set -euo pipefail
cd "$(dirname "$0")/.."

servers=$1
# Groups of about the same length; the last one has whatever no other has.
first='IntegrationTests\.[A-F]'
second='IntegrationTests\.[G-R]'
output=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null || true; wait; rm -rf "$output"' EXIT

# The program itself: several `swift test` at once are in each other's way.
tests=$(swift build --show-bin-path)/cnfdPackageTests.xctest
group() {
    local name=$1
    shift
    # In the place of this shell, so that the trap ends it.
    exec "$tests" --testing-library swift-testing --no-parallel "$@" >"$output/$name" 2>&1
}
group first --filter "$first" &
pids[0]=$!
group second --filter "$second" &
pids[1]=$!
group rest --filter "$servers" --skip "$first" --skip "$second" &
pids[2]=$!

failed=0
names=(first second rest)
for index in 0 1 2; do
    wait "${pids[$index]}" || failed=1
    cat "$output/${names[$index]}"
    # A filter that finds nothing any more is no pass.
    grep -q 'Test run with [1-9]' "$output/${names[$index]}" || failed=1
done
exit $failed
