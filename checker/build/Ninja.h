// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Runs ninja on a build.ninja: parallelism, resumption and rebuilding just
// what changed are ninja's. Must not know: what is built.

#ifndef MAPRACE_BUILD_NINJA_H
#define MAPRACE_BUILD_NINJA_H

#include <functional>
#include <optional>
#include <string>

namespace maprace::build {

/// Called as steps end: how many have, of how many, and the last one's name.
using Progress =
    std::function<void(unsigned Done, unsigned Total, const std::string &Name)>;

/// Runs ninja in \p Directory with \p Jobs parallel steps; what it says goes
/// to `ninja.log` there. A step that fails does not stop the others and is no
/// failure of ninja's. If this process dies, ninja and its steps end too.
/// Returns one sentence if ninja is missing or could not do its work.
std::optional<std::string> runNinja(const std::string &Directory, unsigned Jobs,
                                    const Progress &Tell);

} // namespace maprace::build

#endif
