"""Run the command line with ``python -m foxp3tool``."""

from foxp3tool.cli.main import run

if __name__ == "__main__":
    run()
