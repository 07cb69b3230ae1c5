"""Plans: what comes of what happens."""
