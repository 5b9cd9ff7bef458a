# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# exits.py CODE COMMAND...: runs the command and succeeds if it exits with CODE.

import subprocess
import sys

code = subprocess.run(sys.argv[2:], check=False).returncode
if code != int(sys.argv[1]):
    sys.exit(f"exit code {code}, expected {sys.argv[1]}")
