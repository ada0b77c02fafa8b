"""The node as a Django project: settings, addresses, and how it is served. Nothing here decides anything."""
