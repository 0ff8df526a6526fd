"""Django's SQLite backend with the process's write queue around it."""
