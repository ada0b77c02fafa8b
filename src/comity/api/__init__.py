"""The door for programs: JSON over HTTP, tokens with scopes, problems as RFC 9457 has them.

`problems` says which status each refusal has; `door` opens a route for those who may; `native` has Comity's own
calls, `yente` those that users of yente know. The door parses, calls one operation and renders.
"""
