"""The reading view: issues, pages and articles as a newspaper sets them, each at an address of its own."""
