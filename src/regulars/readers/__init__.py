"""Other people's files become typed records. Knows no database and no Django."""
