"""An engine of containers made of the kernel's own parts, for machines that have none: what `docker compose up` would do.

Docker's compose reads the file (it needs no daemon for that); each service then runs as a plain process with that file's
command, environment, user, folders and rights, in a root of its own that holds what the Dockerfile puts there and nothing
else. One network for all, where each service has an address of its own.
"""
