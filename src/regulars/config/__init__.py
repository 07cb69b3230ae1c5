"""How this install is set up: one settings file, fed by the environment."""
