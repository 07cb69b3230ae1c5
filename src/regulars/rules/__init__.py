"""Decisions on plain values: no Django, no clock, no I/O. The enums live here."""
