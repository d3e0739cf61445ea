"""What a run is told, typed and checked."""
