"""The outer world. Only jobs use it."""
