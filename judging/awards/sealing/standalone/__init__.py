"""Checks of a bundle with Python's standard library alone.

`bangvang verify` runs these modules; the bundle's own `verify.py` is these modules written one after the other (see
`judging.awards.sealing.script`), so that both can never disagree. They import nothing but the standard library and
each other, and every name at their top is used once in all of them.
"""
