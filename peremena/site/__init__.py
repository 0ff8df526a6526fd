"""The frame: settings, addresses, the server, the `peremena` command, and the wiring of the packages."""
