"""What a run tells about itself: its summary, its trace, and what enhancing changed."""
