#!/usr/bin/env python
"""Django's command line for Spot BF1."""

import os
import sys
from contextlib import nullcontext

from django.core.management import execute_from_command_line

from spot_bf1.starting import told_plainly

# These serve people, and wait for the database as long as a page may. What is run by hand takes its time.
SERVING = {"runserver", "run_worker", "run_schedule", "demonstrate", "stack"}

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")
    if not SERVING.intersection(sys.argv[1:2]):
        os.environ["DATABASE_STATEMENT_SECONDS"] = "0"
    with nullcontext() if "--traceback" in sys.argv else told_plainly():
        execute_from_command_line(sys.argv)
