"""The calendar: what comes, and what was missed."""
