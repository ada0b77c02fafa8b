"""Comparable forms of names in any script.

A name is cut into tokens; every token becomes a short string of *phones*, one code a sound, whatever its
script or spelling: Усама, Usama, Oussama and أسامة all lead to nearly the same phones. Keys made from
phones bring together the tokens worth comparing, and a weighted edit distance says how alike two of
them are. All of it runs in Numba kernels over flat arrays; no database of names is involved.
"""
