"""Measures what HIME makes of recordings of many kinds: see docs/recordings.md."""
