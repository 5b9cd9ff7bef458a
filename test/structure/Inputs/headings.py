# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Each source file begins with its licence, and then says in a few lines what it
# is for. Prints each file that does not.
#
#   headings.py ROOT

import pathlib
import sys

LICENCE = "SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception"
FOLDERS = ("bench", "checker", "cmake", "plugin", "runtime", "tools", "unittests")
SUFFIXES = {".h": "//", ".cpp": "//", ".c": "//", ".py": "#", ".cmake": "#"}


def problem(lines, mark):
    if not lines or lines[0].rstrip() != f"{mark} {LICENCE}":
        return "does not begin with its licence"
    if len(lines) < 3 or lines[1].rstrip() != mark or not lines[2].startswith(f"{mark} "):
        return "does not say what it is for"
    return None


def main():
    root, failed = pathlib.Path(sys.argv[1]), 0
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in SUFFIXES or "inputs" in file.parts:
                continue
            wrong = problem(file.read_text().splitlines(), SUFFIXES[file.suffix])
            if wrong:
                print(f"{file.relative_to(root)}: {wrong}")
                failed += 1
    sys.exit(1 if failed else 0)


main()
