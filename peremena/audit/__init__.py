"""Who did what, when and to whom; rows are only ever added."""
