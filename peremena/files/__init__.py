"""Pictures that people send: checked, made small, kept as files below the data folder."""
