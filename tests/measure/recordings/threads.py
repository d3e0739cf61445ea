"""Public reports of video tools that lost, distorted or refused something in a recording. `make` makes such files."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Thread:
    """One report. file: a recording of this kind. repository, number: where the report is, on GitHub. lost: what the
    reporter missed."""

    file: str
    repository: str
    number: int
    lost: str

    @property
    def link(self) -> str:
        """The report as a link in Markdown."""
        return f"[{self.repository} #{self.number}](https://github.com/{self.repository}/issues/{self.number})"


THREADS = (
    Thread(
        "no_keyframe.mkv", "teltek/Galicaster", 553, "pictures before the first key frame; sound and pictures apart"
    ),
    Thread("fragmented.mp4", "WebAV-Tech/WebAV", 15, "the length, which the header does not say"),
    Thread("backward.ts", "LectureTracking/trackhd", 29, "pictures whose times go backward for a moment"),
    Thread("prores4444.mov", "staxrip/staxrip", 1406, "everything: ProRes 4444 with 12 bits and alpha is refused"),
    Thread("rgb.mkv", "obsproject/obs-studio", 7923, "the colours of H.264 in RGB"),
    Thread("hdr10.mkv", "LibrePhotos/librephotos", 2044, "the colours of HDR10, which come out grey"),
    Thread("mbaff_bottom.mp4", "jellyfin/jellyfin", 6222, "that H.264 in MP4 is interlaced; combs stay"),
    Thread("two_videos.mkv", "anthwlock/untrunc", 262, "one of two video tracks; both are mixed into one"),
    Thread("timecode.mov", "bartekmotyl/simple-video-cutter", 60, "everything: the data tracks of cameras are refused"),
    Thread("chapters.mkv", "HandBrake/HandBrake", 3019, "the chapters"),
    Thread("pgs.mkv", "n00mkrad/flowframes", 264, "hours of work, because subtitles are pictures"),
    Thread("surround.mkv", "HandBrake/HandBrake", 2514, "channels of surround sound"),
    Thread("sound_changes.ts", "mstorsjo/fdk-aac", 33, "the sound after its rate and its channels change"),
    Thread("long_gap.webm", "livekit/livekit-recorder", 22, "the time in which a camera was muted"),
    Thread("edits.mp4", "HandBrake/HandBrake", 568, "the times of an MP4 with several edits"),
    Thread("h264_b.avi", "zoriya/Kyoo", 602, "pictures of an AVI that has no times of display"),
    Thread("fps_90000.mp4", "olive-editor/olive", 315, "the rate of a phone's recording, read as 90000 a second"),
    Thread("aspect_changes.ts", "huceke/omxplayer", 174, "the shape of the pixels after it changes"),
    Thread("wall_clock.mkv", "raspberrypi/picamera2", 1274, "the sound, whose times count from 1970"),
    Thread("alpha.webm", "mpv-player/mpv", 10304, "the colours where a WebM is transparent"),
)
