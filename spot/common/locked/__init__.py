"""What runs in the locked child, the only process that reads into a file somebody sent.

`common/opening.py` starts it. Standard library, PyAV and Pillow only: it never knows Django, a setting or a secret.
"""
