"""Saying no in one sentence."""


class Refuse(Exception):  # noqa: N818  # it is raised as what it does
    """The command cannot do this. The text says what, why, what was kept and what to do instead;
    nothing was changed."""
