# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# A tiny language client: opens FILE in a clangd, optionally replays edits, and
# prints the diagnostics of the last version as text, one a line, followed by
# their related information. Must not know: which checks there are.
#
#   lsp.py CLANGD FILE                 diagnostics of FILE
#   lsp.py CLANGD FILE --type-from=N   also every state of FILE while its text
#                                      from line N on is typed, word by word
#   lsp.py CLANGD FILE -- ARGS...      ARGS go to clangd

import argparse
import json
import os
import pathlib
import re
import signal
import subprocess
import sys


class Clangd:
    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL)

    def send(self, method, params, request=None):
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        if request is not None:
            message["id"] = request
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body))
        self.process.stdin.write(body)
        self.process.stdin.flush()

    def receive(self):
        length = None
        while True:
            line = self.process.stdout.readline()
            if not line:
                sys.exit(f"clangd ended with {self.process.wait()}")
            if line.startswith(b"Content-Length:"):
                length = int(line.split(b":")[1])
            if line == b"\r\n":
                return json.loads(self.process.stdout.read(length))

    def diagnostics(self, version):
        """The diagnostics of the document's version, waiting for them."""
        while True:
            message = self.receive()
            if message.get("method") != "textDocument/publishDiagnostics":
                continue
            if message["params"].get("version") == version:
                return message["params"]["diagnostics"]


def place(location, text=None):
    start = location["range"]["start"]
    name = os.path.basename(location["uri"]) if "uri" in location else text
    return f"{name}:{start['line'] + 1}:{start['character'] + 1}"


def show(name, diagnostics):
    for diagnostic in diagnostics:
        severity = ["error", "warning", "info", "hint"][diagnostic["severity"] - 1]
        print(f"{place(diagnostic, name)}: {severity}: "
              f"{diagnostic['message'].splitlines()[0]} [{diagnostic.get('code')}]")
        for note in diagnostic.get("relatedInformation", []):
            print(f"  {place(note['location'])}: {note['message']}")
    print(f"{len(diagnostics)} diagnostics")


def half_typed(text, line):
    """The states of text while what follows line is typed."""
    lines = text.splitlines(keepends=True)
    kept = "".join(lines[:line - 1])
    for word in re.finditer(r"\S+\s*", "".join(lines[line - 1:])):
        yield kept + word.string[:word.end()]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("clangd")
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--type-from", type=int)
    arguments, extra = parser.parse_known_args()
    extra = [a for a in extra if a != "--"]

    signal.alarm(120)  # a language server that says nothing is a failure
    file = arguments.file.resolve()
    text = file.read_text()
    server = Clangd([arguments.clangd, "--log=error", "--background-index=0",
                     "--pch-storage=memory", *extra])
    server.send("initialize", {
        "processId": None, "rootUri": file.parent.as_uri(),
        "capabilities": {"textDocument": {"publishDiagnostics": {
            "relatedInformation": True, "versionSupport": True}}}}, request=1)
    while server.receive().get("id") != 1:
        pass
    server.send("initialized", {})

    states = [text]
    if arguments.type_from:
        states = [*half_typed(text, arguments.type_from)]
    document = {"uri": file.as_uri(), "languageId": "cpp", "version": 0,
                "text": states[0]}
    server.send("textDocument/didOpen", {"textDocument": document})
    diagnostics = server.diagnostics(0)
    for version, state in enumerate(states[1:], 1):
        server.send("textDocument/didChange", {
            "textDocument": {"uri": document["uri"], "version": version},
            "contentChanges": [{"text": state}], "wantDiagnostics": True})
        diagnostics = server.diagnostics(version)
    show(file.name, diagnostics)
    if arguments.type_from:
        print(f"{len(states)} half-typed states survived")

    server.send("shutdown", None, request=2)
    while server.receive().get("id") != 2:
        pass
    server.send("exit", None)
    sys.exit(server.process.wait())


main()
