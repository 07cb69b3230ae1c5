"""Service that some pay for: drafted, tried, kept or dropped."""
