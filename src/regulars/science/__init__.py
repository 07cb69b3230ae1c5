"""Statistics on arrays. Stands alone: numpy only, no Django, nothing of the rest."""
