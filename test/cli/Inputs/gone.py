# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# gone.py TEXT: waits until no process has TEXT in its command line. Ends with 1
# if there still is one after a minute: how long a machine under load takes to
# end a process says nothing.

import os
import subprocess
import sys
import time

for _ in range(600):
    found = set(subprocess.run(["pgrep", "-f", sys.argv[1]], check=False,
                               capture_output=True, text=True).stdout.split())
    # This process has the text in its own command line.
    found.discard(str(os.getpid()))
    if not found:
        sys.exit(0)
    time.sleep(0.1)
sys.exit(f"still running: {' '.join(sorted(found))}")
