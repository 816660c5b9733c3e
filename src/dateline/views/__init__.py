"""How people and programs see records."""
