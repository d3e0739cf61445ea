"""What a run reports: its summary, its trace, and pictures of what enhancing and exemplars changed."""
