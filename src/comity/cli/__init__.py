"""The command line: each command parses, calls one operation and renders what it gave.

Standard output is data, standard error is talk. `main` has the table of exit codes.
"""
