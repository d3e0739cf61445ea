"""What several modules here know about file formats."""

# FFmpeg writes these formats with one writer. Such a file says how long each picture is shown. FFmpeg writes nothing of
# it until every track has begun.
MP4_FAMILY = {"mp4", "mov", "ipod", "3gp", "3g2", "psp", "f4v", "ismv"}
