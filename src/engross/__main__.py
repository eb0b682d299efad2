"""Run the command line as ``python -m engross``."""

from engross.cli.main import main

main()
