"""The charter: what the business promises, how it is made, and how it is kept."""
