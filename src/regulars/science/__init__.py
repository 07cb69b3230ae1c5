"""Statistics on arrays. Stands alone: numpy and scipy, no Django, nothing of the rest."""
