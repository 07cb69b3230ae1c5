"""Promises: the ledger, giving one, and what becomes of it."""
