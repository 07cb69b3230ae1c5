"""The box of ideas for small things nobody expects."""
