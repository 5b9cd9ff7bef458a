# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Keeps the walls between the rooms up: who may include whom, who may include
# Clang, and that no library's name stands in code. Prints each breach with its
# place and ends with 1 if there is one.
#
#   walls.py ROOT

import pathlib
import re
import sys

# What each room may include of the others. A room that is not here is new: its
# walls have to be drawn before it can be built on.
MAY_INCLUDE = {
    "checker/ir": [],
    "checker/model": [],
    "checker/finding": [],
    "checker/config": ["checker/model", "checker/finding"],
    "checker/analysis": ["checker/ir", "checker/finding"],
    "checker/link": ["checker/ir"],
    "checker/report": ["checker/finding"],
    "checker/lower": ["checker/ir", "checker/model"],
    "checker/build": ["checker/ir", "checker/model", "checker/lower"],
    "plugin": ["checker"],
    "runtime": [],
    "tools": ["checker"],
}
# Who may include headers of Clang and LLVM: those that turn C++ into IR, and
# those that are, or are loaded into, programs of LLVM's kind.
MAY_INCLUDE_CLANG = ["checker/lower", "checker/build", "plugin", "tools"]
# Names that are knowledge about libraries, which belongs to the models.
LIBRARY_NAME = re.compile(r"\b(std|boost|absl|tbb|folly)::|\bpthread_|\bQ(Mutex|Thread|Map|Hash)\b")


def room_of(path):
    for room in MAY_INCLUDE:
        if path.startswith(room + "/"):
            return room
    return None


def without_comments(text):
    """The text with comments blanked, strings kept, lines kept."""
    pattern = r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"'
    def blank(match):
        if match[0][0] in "R\"":
            return match[0]
        return re.sub(r"[^\n]", " ", match[0])
    return re.sub(pattern, blank, text, flags=re.S)


def breaches(path, text):
    room = room_of(path)
    if not room:
        yield 1, f"no walls are drawn for the room of {path}"
        return
    allowed = [room, *MAY_INCLUDE[room]]
    for number, line in enumerate(without_comments(text).splitlines(), 1):
        include = re.match(r'\s*#\s*include\s*["<]([^">]+)[">]', line)
        if include:
            header = include[1]
            if re.match(r"(checker|plugin|runtime|tools|test|unittests)/", header):
                if not any(header.startswith(a + "/") for a in allowed):
                    yield number, f"{room} must not include {header}"
            elif re.match(r"(clang|clang-c|clang-tidy|llvm|llvm-c)/", header):
                if room not in MAY_INCLUDE_CLANG:
                    yield number, f"{room} must not include Clang or LLVM: {header}"
            continue
        if room.startswith("checker/"):
            for literal in re.findall(r'"(?:\\.|[^"\\])*"', line):
                if LIBRARY_NAME.search(literal):
                    yield number, f"a library's name outside the models: {literal}"


def main():
    root = pathlib.Path(sys.argv[1])
    failed = checked = 0
    for folder in ("checker", "plugin", "runtime", "tools"):
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in (".h", ".cpp", ".c", ".inc", ".def"):
                continue
            checked += 1
            path = file.relative_to(root).as_posix()
            for line, problem in breaches(path, file.read_text()):
                print(f"{path}:{line}: {problem}")
                failed += 1
    print(f"{checked} files, {failed} breaches")
    sys.exit(1 if failed or not checked else 0)


if __name__ == "__main__":
    main()
