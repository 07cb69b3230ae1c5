"""What goes out to customers, and what they write to us."""
