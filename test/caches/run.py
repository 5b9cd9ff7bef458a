# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Checks the verdicts on the programs of this folder through one door: what
# ThreadSanitizer, `maprace check` or clang-tidy says of each variant must be
# what variants.json says. Prints a line for each variant and ends with 1 if
# one is wrong. See README.md.

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
FLAGS = ["-std=c++20", "-pthread"]


class Story:
    """One program and its variants."""

    def __init__(self, name):
        entry = json.loads((HERE / "variants.json").read_text())[name]
        self.folder = HERE / name
        self.maps = entry["maps"]
        self.variants = entry["variants"]
        on_disk = {p.name for p in self.folder.iterdir() if p.is_dir()}
        if on_disk != set(self.variants) | {"common"}:
            sys.exit(f"variants.json does not list the folders of {name}: "
                     f"{sorted(on_disk ^ (set(self.variants) | {'common'}))}")

    def sources(self, variant):
        """The translation units of a variant, relative to the story."""
        return sorted(str(p.relative_to(self.folder))
                      for part in ("common", variant)
                      for p in (self.folder / part).glob("*.cpp"))

    def flags(self, variant, opt):
        return [*FLAGS, f"-stdlib={opt.stdlib}", "-Icommon", f"-I{variant}"]

    def built_with(self, stdlib):
        """The variants that this standard library has all the types for."""
        return [name for name, entry in self.variants.items()
                if stdlib in entry.get("stdlibs", [stdlib])]

    def racing(self, variant):
        return set(self.variants[variant]["races"])


def complain(expected, found):
    """What is wrong with a set of reported maps, or None."""
    if expected == found:
        return None
    parts = [f"missed {m}" for m in sorted(expected - found)]
    parts += [f"reported {m}" for m in sorted(found - expected)]
    return ", ".join(parts)


def run(command, folder, seconds=300):
    try:
        return subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, errors="replace",
                              timeout=seconds)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 124, "",
                                           f"no end in {seconds} s")


def failure(done):
    return (f"exit {done.returncode}: "
            f"{(done.stderr or done.stdout).strip()[-400:]}")


def map_name(qualified):
    """`ns::Class<T>::member` as `Class::member`."""
    plain = re.sub(r"<[^<>]*>", "", qualified)
    return "::".join(plain.split("::")[-2:])


# --- maprace check -----------------------------------------------------------


def check(story, variant, opt):
    done = run([*opt.tool, "check", *story.sources(variant),
                "--format=sarif", "--", *story.flags(variant, opt)],
               story.folder)
    if done.returncode not in (0, 1):
        return failure(done)
    try:
        runs = json.loads(done.stdout)["runs"]
    except ValueError:
        return f"exit {done.returncode}, no SARIF: {done.stdout[:400]}"
    found = {map_name(result["properties"]["map"])
             for part in runs for result in part["results"]}
    if done.returncode != bool(found):
        return f"exit {done.returncode} with {len(found)} maps reported"
    return complain(story.racing(variant), found)


# --- clang-tidy --------------------------------------------------------------


def tidy(story, variant, opt):
    """Each unit alone; together they must name the maps."""
    found = set()
    for source in story.sources(variant):
        done = run([*opt.tool, "--quiet", "--config={}", source, "--",
                    *story.flags(variant, opt)], story.folder)
        if done.returncode:
            return f"{source}: {failure(done)}"
        for line in done.stdout.splitlines():
            warning = re.match(r".*: (?:warning|error): [^']*'([^']+)'.*"
                               r"\[maprace-", line)
            if warning:
                found.add(map_name(warning.group(1)))
            elif re.search(r": (warning|error): ", line):
                return f"{source}: {line}"
    expected = story.racing(variant)
    if not story.variants[variant].get("oneUnit", True):
        expected &= found
    return complain(expected, found)


# --- ThreadSanitizer ---------------------------------------------------------


def compile_unit(story, variant, source, opt):
    """Returns the object, or raises RuntimeError. A unit that includes nothing
    of the variant is compiled once for all."""
    out = Path(opt.work)
    shared = out / f"common-{Path(source).stem}.o"
    if shared.exists():
        return shared
    obj = out / f"{variant}-{Path(source).stem}.o"
    deps = obj.with_suffix(".d")
    done = run([*opt.tool, *story.flags(variant, opt), "-Wall", "-Wextra",
                "-Werror", "-O1", "-g1", "-fsanitize=thread", "-MMD", "-MF",
                str(deps), "-c", source, "-o", str(obj)], story.folder)
    if done.returncode:
        raise RuntimeError(failure(done))
    if re.search(rf"(^|\s){variant}/", deps.read_text()):
        return obj
    return obj.rename(shared)


def build(story, variant, opt):
    objects = [str(compile_unit(story, variant, source, opt))
               for source in story.sources(variant)]
    program = Path(opt.work) / variant
    # The shared libc++ of a machine may be older than the headers, and then
    # lacks what they call (`std::__hash_memory`); the static one matches.
    static = ["-static-libstdc++"] if opt.stdlib == "libc++" else []
    done = run([*opt.tool, "-fsanitize=thread", f"-stdlib={opt.stdlib}",
                *static, "-pthread", *objects, "-o", str(program)],
               story.folder)
    if done.returncode:
        raise RuntimeError(failure(done))
    return program


def maps_in_reports(story, text):
    """The maps that stand on a line of source in the stacks of data races."""
    found = set()
    for report in text.split("WARNING: ThreadSanitizer: data race")[1:]:
        for file, line in re.findall(r"([^\s:]+\.(?:h|cpp)):(\d+)", report):
            path = (story.folder / file).resolve()
            # A run that ends in the corrupted map may name files of the
            # sanitizer, without their folder.
            if not path.is_relative_to(story.folder) or not path.exists():
                continue
            code = path.read_text().splitlines()[int(line) - 1]
            found |= {m for m in story.maps if m.split("::")[-1] in code}
    return found


def observe(story, program, expected, seconds):
    """Runs a program; returns its exit code and its output. A racing map may
    well loop for ever: the program is ended once the proof is there."""
    log = program.with_suffix(".log")
    options = (f"suppressions='{HERE / 'tsan-suppressions.txt'}' "
               "print_suppressions=0")
    with log.open("w") as out:
        child = subprocess.Popen([program], cwd=story.folder, stdout=out,
                                 stderr=subprocess.STDOUT,
                                 stdin=subprocess.DEVNULL,
                                 env={**os.environ, "TSAN_OPTIONS": options})
        try:
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                try:
                    child.wait(0.3)
                    break
                except subprocess.TimeoutExpired:
                    text = log.read_text(errors="replace")
                    if expected and expected <= maps_in_reports(story, text):
                        break
        finally:
            child.kill()
            code = child.wait()
    return code, log.read_text(errors="replace")


def tsan(story, variant, opt):
    try:
        program = build(story, variant, opt)
    except RuntimeError as error:
        return f"does not build: {error}"
    racing = story.racing(variant)
    if not racing:
        code, text = observe(story, program, racing, 60)
        return text[:2000] if code or "ThreadSanitizer" in text else None
    visible = {m for m in racing
               if opt.stdlib not in story.maps[m].get("unseenBySanitizer", [])}
    found = set()
    for _ in range(8):
        code, text = observe(story, program, visible, 10)
        found |= maps_in_reports(story, text)
        if visible <= found:
            break
    # A map that is corrupted can drag its neighbours along (a node freed twice
    # is soon theirs), so only what must race is looked for; that the others do
    # not race by themselves is proven by the variants without any race.
    return complain(visible, found & visible)


DOORS = {"check": check, "tidy": tidy, "tsan": tsan}


def main():
    parser = argparse.ArgumentParser(
        description="Checks the verdicts on a story's variants.")
    parser.add_argument("door", choices=DOORS)
    parser.add_argument("story")
    parser.add_argument("--stdlib", default="libstdc++",
                        choices=["libstdc++", "libc++"])
    parser.add_argument("--only", action="append", metavar="VARIANT")
    parser.add_argument("--work", help="tsan: folder for what is built; "
                        "emptied first")
    parser.add_argument("tool", nargs="+", help="after `--`: the command of "
                        "maprace, of clang-tidy with the plugin and checks, or "
                        "of the compiler")
    opt = parser.parse_args()
    if opt.door == "tsan" and not opt.work:
        parser.error("tsan needs --work")
    if opt.work:
        shutil.rmtree(opt.work, ignore_errors=True)
        os.makedirs(opt.work)
    story = Story(opt.story)
    wrong = 0
    for variant in opt.only or story.built_with(opt.stdlib):
        complaint = DOORS[opt.door](story, variant, opt)
        wrong += complaint is not None
        print(f"{opt.story}/{variant}: "
              f"{'ok' if complaint is None else 'WRONG: ' + complaint}",
              flush=True)
    print(f"{opt.door}, {opt.stdlib}: {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
