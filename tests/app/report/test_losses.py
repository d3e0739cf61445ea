"""Every loss is told in one line."""

from app.output.sinks.sound import SoundTrack
from app.report.losses import Losses, as_json, in_words

WHOLE = SoundTrack(1, "aac", "kept", "")


def test_nothing_is_said_where_nothing_is_lost() -> None:
    losses = Losses(0, [WHOLE], [SoundTrack(1, "mov_text", "kept", "")], [], 0.0)
    assert in_words(losses) == "" and losses.sound_kept


def test_each_loss_is_told() -> None:
    why = "a .mp4 file takes no pictures as subtitles"
    losses = Losses(
        3,
        [
            SoundTrack(1, "pcm_mulaw", "converted", "its pcm_mulaw sound cannot be copied"),
            SoundTrack(2, "aac", "kept", "1 damaged part was left out"),
            WHOLE,
            SoundTrack(4, "unknown", "dropped", "FFmpeg does not know its codec"),
        ],
        [SoundTrack(2, "hdmv_pgs_subtitle", "dropped", why)],
        ["data track 3 (gpmd)", "cover art"],
        12.34,
        5,
    )
    assert in_words(losses) == (
        "3 frames were damaged; its last 12.3 s cannot be read; "
        "frames that are larger than the others were made smaller: 5; "
        "sound track 1 was converted from pcm_mulaw (its pcm_mulaw sound cannot be copied); "
        "sound track 2: 1 damaged part was left out; "
        "sound track 4 (unknown) could not be kept: FFmpeg does not know its codec; "
        f"subtitle track 2 (hdmv_pgs_subtitle) could not be kept: {why}; "
        "not kept: data track 3 (gpmd), cover art"
    )
    assert not losses.sound_kept


def test_the_report_lists_every_track() -> None:
    told = as_json(Losses(1, [WHOLE], [], ["cover art"], 2.0))
    assert told == {
        "frames_damaged": 1,
        "audio": [{"track": 1, "codec": "aac", "kept": "kept", "why": ""}],
        "subtitles": [],
        "left_out": ["cover art"],
        "seconds_missing": 2.0,
        "frames_shrunk": 0,
    }
    assert in_words(Losses(1, [], [], [], 0.0)) == "1 frame was damaged"


def test_a_recording_without_sound_has_kept_none() -> None:
    assert not Losses(0, [], [], [], 0.0).sound_kept
