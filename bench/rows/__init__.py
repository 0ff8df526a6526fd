"""The rows of the table, a module for each family. Each takes a `Run` and yields figures."""
