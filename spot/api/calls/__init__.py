"""The calls, one module per kind of thing."""
