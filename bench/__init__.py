"""What we claim about speed, runnable: `make bench`. docs/benchmarks.md explains every row."""
