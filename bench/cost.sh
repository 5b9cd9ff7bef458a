#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# What our clang-tidy checks cost, in instructions: clang-tidy with maprace-*
# against clang-tidy with a check that does nothing, on each file of
# bench/inputs. Instructions, because they come out the same on a busy machine.
#
#   bench/cost.sh [BUILD]        default build/release

set -eu
cd "$(dirname "$0")/.."
build=${1:-build/release}
plugin=$build/lib/maprace-tidy.so
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

llvm=$(sed -n 's/^MAPRACE_LLVM_VERSION:STRING=//p' "$build/CMakeCache.txt")
# shellcheck disable=SC2046 # a list of options is meant
clang++-22 -std=c++20 -O2 -fPIC -shared $(llvm-config-"$llvm" --cppflags) \
  bench/empty/Empty.cpp -o "$work/empty.so"

# instructions PLUGIN CHECKS FILE; cachegrind without caches only counts.
instructions() {
  valgrind --tool=cachegrind --cache-sim=no --cachegrind-out-file=/dev/null \
    --log-file="$work/log" "$(llvm-config-"$llvm" --bindir)/clang-tidy" \
    -load="$1" -checks="-*,$2" "$3" -- -std=c++20 >"$work/out" 2>&1 ||
    { cat "$work/out" >&2; exit 1; }
  sed -n 's/^==.*I *refs: *//p' "$work/log" | tr -d ,
}

printf '%-16s %18s %18s %9s %9s\n' input 'clang-tidy alone' 'with maprace' cost findings
for file in bench/inputs/*.cpp; do
  alone=$(instructions "$work/empty.so" empty-nothing "$file")
  ours=$(instructions "$plugin" 'maprace-*' "$file")
  found=$(grep -c '\[maprace-' "$work/out") || :
  percent=$(awk "BEGIN { printf \"%.2f\", ($ours - $alone) * 100 / $alone }")
  printf '%-16s %18s %18s %8s%% %9s\n' "$(basename "$file" .cpp)" "$alone" "$ours" "$percent" "$found"
done
