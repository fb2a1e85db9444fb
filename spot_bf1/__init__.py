"""The project: settings and the entry points of the servers. It knows the app; the app does not know it."""
