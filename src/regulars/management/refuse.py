"""Saying no in one sentence."""


class Refuse(Exception):
    """The command cannot do this. The text says what, why, what was kept and what to do instead;
    nothing was changed."""
