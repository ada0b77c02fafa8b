"""The rules of judgement: from a hit to an alert, a disposition by two persons, a measure and its end.

Pure: every function takes the present state, the order, who gives it and when, and returns the next state or refuses.
"""
