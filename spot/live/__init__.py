"""Sockets: who may open one (`doors`), writing to one without waiting for it (`socket`), and the hub of each process,
which reads what changed once, encodes it once and writes it to its own sockets (`hub`, over `days`, `counts`, `news`).

Nothing is decided here. `hints` only says "look now" to every process; a hint that is lost costs half a second.
"""
