"""Guarantees: measured, earned, given."""
