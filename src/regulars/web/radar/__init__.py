"""Where we look indifferent."""
