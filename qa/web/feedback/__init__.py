"""What readers think of answers: taken in by a route, stored beside the archive."""
