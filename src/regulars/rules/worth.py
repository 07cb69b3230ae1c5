"""What somebody is worth, said no more exactly than it is known."""

LEAST_MINOR = 1_000  # below, a year's worth is not worth a word


def about(amount_minor: int) -> int:
    """Two digits of an amount: 34,271 is about 34,000."""
    if amount_minor < 100:
        return amount_minor
    step = int(10 ** (len(str(amount_minor)) - 2))
    return (amount_minor + step // 2) // step * step
