"""Papers that visitors add: looked at before they are kept, and kept while one watches."""
