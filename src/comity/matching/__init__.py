"""From a subject and the lists in force to hits that explain themselves.

index      listed names as flat arrays, made once per set of editions
vocabulary the distinct tokens of subjects, each linked once to the listed tokens it may stand for
candidates listed names that a subject's rarest tokens lead to, aligned token by token
features   what else agrees or contradicts: births, identifiers, kind, nationality, gender
score      one scorer that yields score and reasons together
explain    reasons in words
"""

from comity.matching.scorecard import DEFAULT_SCORECARD, DEFAULT_THRESHOLD, ENGINE, Scorecard

__all__ = ["DEFAULT_SCORECARD", "DEFAULT_THRESHOLD", "ENGINE", "Scorecard"]
