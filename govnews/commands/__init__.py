"""The commands of the command line, one module each: what it takes, and what it does."""
