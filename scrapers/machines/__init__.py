"""Several crawls, on one machine or more, that share an outlet's work: see docs/machines.md."""
