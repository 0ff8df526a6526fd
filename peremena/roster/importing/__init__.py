"""From a file of the school to the roster: read -> normalise -> plan (a plain value) -> apply in slices -> report.

`run.run_import` is the door. Only `holding` reads the database, and only `actions_import` writes it.
"""
