"""What runs without a person: reactions, the clock, the worker."""
