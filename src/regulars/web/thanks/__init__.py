"""Thank-yous, one after another."""
