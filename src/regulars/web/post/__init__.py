"""Cards and letters: the queue, the sheets, and what was posted."""
