"""The search turned round: a few listed names against millions of customers compiled once.

tokens   the customers' distinct tokens, numbered, and the keys that find them
shard    names of about a million customers: which token stands where, read as one word too; their numbers
links    which customers' tokens a listed token may stand for
reach    the customers that could hit, by an upper bound of the one scorer: none is lost; first those that any listed
         name could hit (narrow, words), then name by name (follow, sift)
search   all of it over all shards, with threads; who is within the bounds is searched by the ordinary search

What is reached is then screened by the ordinary Screener, so hits and reasons are those of a full run.
"""

from comity.matching.turned.search import Customers, reached_rows
from comity.matching.turned.shard import NameShard, ShardBuilder
from comity.matching.turned.tokens import LAYOUT, BlockBuilder, TokenBlock, TokenNumbers

__all__ = [
    "LAYOUT",
    "BlockBuilder",
    "Customers",
    "NameShard",
    "ShardBuilder",
    "TokenBlock",
    "TokenNumbers",
    "reached_rows",
]
