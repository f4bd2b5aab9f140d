"""One QMS evaluated again and again while its files change: what reads nothing that changed keeps its verdict."""
