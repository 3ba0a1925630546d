"""A worker process that only writes down its number."""

import os
import sys
import time
from pathlib import Path

from depesche.server.leash import die_with_parent

if __name__ == "__main__":
    parent = die_with_parent()
    Path(sys.argv[1]).write_text(str(os.getpid()))
    while os.getppid() == parent:
        time.sleep(0.1)
