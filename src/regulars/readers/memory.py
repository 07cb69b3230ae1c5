"""What was made of cells, kept: the cells of a column repeat themselves."""

from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(dict[Key, Value]):
    """Ask with `get`, add with `keep`. A column that repeats nothing costs little memory."""

    def __init__(self, *, most: int) -> None:
        super().__init__()
        self._most = most

    def keep(self, key: Key, value: Value) -> Value:
        if len(self) >= self._most:
            self.clear()
        self[key] = value
        return value
