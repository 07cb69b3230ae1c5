"""The first visit, and who is signed in."""
