"""`python -m comity`, where the command itself is not on the path."""

from comity.cli.main import app

app(prog_name="comity")
