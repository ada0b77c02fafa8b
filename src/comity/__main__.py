"""`python -m comity`, where the command itself is not on the path."""

from comity.cli.main import app

if __name__ == "__main__":
    app(prog_name="comity")
