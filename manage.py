#!/usr/bin/env python
"""Django's command line for Spot BF1."""

import os
import sys
from contextlib import nullcontext

from django.core.management import execute_from_command_line

from spot_bf1.starting import told_plainly

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")
    with nullcontext() if "--traceback" in sys.argv else told_plainly():
        execute_from_command_line(sys.argv)
