# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Runs clang-tidy with maprace's checks on a file and compares what it says with
# the CHECK lines in that file: each of them, in order, and nothing else. Notes
# count if a CHECK line expects one. A file without CHECK lines must give no
# warning and no error.
#
#   // RUN: %check_tidy %s [clang-tidy's options] [-- compiler's options]
#   // RUN: %check_tidy --check-prefix=NAME %s ...

import argparse
import re
import subprocess
import sys


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--llvm", required=True)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--check-prefix", default="CHECK")
    parser.add_argument("file")
    ours = sys.argv[1:]
    compiler = ["--", "-std=c++20"]
    if "--" in ours:
        at = ours.index("--")
        ours, compiler = ours[:at], ours[at:]
        if not any(option.startswith("-std=") for option in compiler):
            compiler.append("-std=c++20")
    arguments, tidy_options = parser.parse_known_args(ours)

    tidy = subprocess.run(
        [f"{arguments.llvm}/clang-tidy", f"-load={arguments.plugin}",
         "-checks=-*,maprace-*", "--quiet", *tidy_options, arguments.file, *compiler],
        capture_output=True, text=True, check=False)
    if tidy.returncode not in (0, 1):
        sys.exit(f"clang-tidy ended with {tidy.returncode}\n{tidy.stdout}{tidy.stderr}")

    prefix = arguments.check_prefix
    with open(arguments.file, encoding="utf-8") as source:
        text = source.read()
    expects = re.search(rf"\b{prefix}(-[A-Z]+)?:", text)
    expects_note = re.search(rf"\b{prefix}(-[A-Z]+)?:.* note: ", text)
    if not expects:
        if re.search("(warning|error): ", tidy.stdout):
            sys.exit(f"nothing was to be reported, but:\n{tidy.stdout}")
        return
    kinds = "warning|error|note" if expects_note else "warning|error"
    check = subprocess.run(
        [f"{arguments.llvm}/FileCheck", arguments.file, f"--check-prefix={prefix}",
         f"--implicit-check-not={{{{{kinds}}}}}: "],
        input=tidy.stdout, text=True, check=False)
    if check.returncode:
        sys.exit(f"clang-tidy said:\n{tidy.stdout}{tidy.stderr}")


main()
