"""A question read: its kind, days, filters and what it points back to."""
