"""Measures retrieval, reading and answering; run it as ``python -m eval``."""
