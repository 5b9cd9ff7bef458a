# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Reads clang-tidy's list of checks from stdin. Each of ours needs a page, a row
# in README.md's table, and a test that expects it; each page needs a check.
#
#   clang-tidy -list-checks | documented.py ROOT

import pathlib
import re
import sys


def main():
    root = pathlib.Path(sys.argv[1])
    checks = set(re.findall(r"^\s+(maprace-[\w-]+)$", sys.stdin.read(), re.M))
    pages = {page.stem for page in (root / "docs/checks").glob("maprace-*.md")}
    tests = "".join(
        file.read_text() for file in (root / "test").rglob("*")
        if file.suffix in (".cpp", ".mir", ".test"))
    readme = (root / "README.md").read_text()
    wrong = [f"{check}: no page docs/checks/{check}.md" for check in checks - pages]
    wrong += [f"{page}: a page, but no check" for page in pages - checks]
    wrong += [f"{check}: no test expects it" for check in checks if f"[{check}]" not in tests]
    wrong += [f"{check}: not in README.md's table" for check in checks if f"[{check}]" not in readme]
    print("\n".join(sorted(wrong)))
    print(f"{len(checks)} checks")
    sys.exit(1 if wrong or not checks else 0)


main()
