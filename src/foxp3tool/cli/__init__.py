"""The command line: Click only. Everything else is in the pipeline."""
