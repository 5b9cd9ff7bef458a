# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# record_pid.py FILE COMMAND...: becomes the command, whose process id stands
# in the file.

import os
import sys

with open(sys.argv[1], "w", encoding="ascii") as out:
    print(os.getpid(), file=out)
os.execv(sys.argv[2], sys.argv[2:])
