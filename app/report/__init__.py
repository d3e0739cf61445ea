"""Reports on a run: its summary, its trace, its log, and pictures of what enhancement and exemplars changed."""
