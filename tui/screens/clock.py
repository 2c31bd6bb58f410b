"""What time it is, asked in one place, so that a test can stop the clock."""

from datetime import datetime


def now() -> datetime:
    """This moment, with its zone."""
    return datetime.now().astimezone()
