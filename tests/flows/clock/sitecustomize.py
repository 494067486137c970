"""Show a process and all that it starts another clock: Python imports this at its start from PYTHONPATH."""

from __future__ import annotations

import os
import time

import time_machine

time_machine.travel(time.time() + float(os.environ["CLOCK_IS_AHEAD_BY"]), tick=True).start()
