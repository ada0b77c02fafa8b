"""Makes what several test directories share (invented_list.py) importable by name."""
