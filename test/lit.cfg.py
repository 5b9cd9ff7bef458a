# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# How lit runs the tests. What may stand in a RUN line is in the table of
# substitutions below; what may stand in a REQUIRES line, in that of features.

import glob
import os
import shutil
import subprocess
import sys

import lit.formats

if not hasattr(config, "maprace_obj_root"):
    # Called on the source tree: take the build that was named.
    site = lit_config.params.get("maprace_site", "build/release/test/lit.site.cfg.py")
    if not os.path.exists(site):
        lit_config.fatal(f"no {site}: build first (./dev build), or run lit on the build")
    lit_config.load_config(config, os.path.abspath(site))
    raise SystemExit

root, build = config.maprace_src_root, config.maprace_obj_root
llvm = config.maprace_llvm_bin
clangxx = f"{llvm}/clang++"

config.name = "maprace"
config.test_format = lit.formats.ShTest(execute_external=False)
config.test_source_root = os.path.join(root, "test")
config.test_exec_root = os.path.join(build, "test")
config.suffixes = [".cpp", ".mir", ".test", ".json"]
config.excludes = {os.path.basename(path) for path in glob.glob(
    os.path.join(root, "test", "**", "Inputs*"), recursive=True)}


def another_tidy():
    """A clang-tidy of another LLVM than the build's, or None."""
    versions = {14, 15, 16, 17, 18, 19, 20, 21, 22, 23} - {config.maprace_llvm_version}
    for version in sorted(versions, reverse=True):
        tidy = shutil.which(f"clang-tidy-{version}")
        if tidy:
            return tidy
    return None


other_tidy = another_tidy()

# Names first that have others as their beginning.
config.substitutions += [
    ("%check_tidy", f"{sys.executable} {root}/test/check_maprace.py --llvm={llvm}"
                    f" --plugin={build}/lib/maprace-tidy.so"),
    ("%clangd", f"{build}/bin/clangd-maprace"),
    ("%clangxx", clangxx),
    ("%lsp", f"{sys.executable} {root}/test/clangd/Inputs/lsp.py"),
    ("%maprace_plugin", f"{build}/lib/maprace-tidy.so"),
    ("%maprace", f"{build}/bin/maprace"),
    ("%other_tidy", f"{other_tidy}"),
    ("%pass", f"{build}/lib/maprace-pass.so"),
    ("%python", sys.executable),
    ("%root", root),
    ("%tidy", f"{llvm}/clang-tidy -load={build}/lib/maprace-tidy.so '-checks=-*,maprace-*'"),
]
config.environment["PATH"] = os.pathsep.join([llvm, os.environ["PATH"]])
# Tests look for words in what the tools print.
config.environment["NO_COLOR"] = "1"
config.environment["LC_ALL"] = "C.UTF-8"
# What the tests keep between runs is the build's, not the user's.
config.environment["XDG_CACHE_HOME"] = os.path.join(build, "test", "cache")


def compiler_has(library):
    """True if the compiler's runtime libraries include this one."""
    return os.path.isabs(subprocess.run(
        [clangxx, f"-print-file-name={library}"], capture_output=True,
        text=True, check=False).stdout.strip())


config.available_features.add(f"llvm-{config.maprace_llvm_version}")
for door, built in config.maprace_has.items():
    if built:
        config.available_features.add(door)
if compiler_has("libc++.so"):
    config.available_features.add("libc++")
if compiler_has("libclang_rt.tsan.a") or compiler_has("libclang_rt.tsan-x86_64.a"):
    config.available_features.add("tsan")
# What our plugin says there can only be tried if such a clang-tidy is installed.
if other_tidy:
    config.available_features.add("llvm-other")
if not config.maprace_sanitizer:
    config.available_features.add("no-sanitizer")
