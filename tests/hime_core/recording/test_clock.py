"""One clock for all packets of a recording, where recordings were joined and where times are damaged."""

from fractions import Fraction
from pathlib import Path

import av
import pytest
from av.container import InputContainer

from hime_core.recording import RecordingClock
from tests.conftest import wall, write_video

PICTURES, SOUND = 0, 1


@pytest.fixture(params=["a.ts", "a.mp4"])
def recording(request: pytest.FixtureRequest, tmp_path: Path) -> InputContainer:
    path = write_video(tmp_path / request.param, [wall(48, 64)] * 2, sound=True)
    container = av.open(str(path))
    request.addfinalizer(container.close)
    return container


def corrected(
    container: InputContainer, packets: list[tuple[int, float]], duration: float = 0.04
) -> list[tuple[int, float]]:
    """The streams and the corrected times of packets, in seconds."""
    clock, made = RecordingClock(container), []
    for stream, time in packets:
        packet = av.Packet(1)
        packet.stream, packet.time_base = container.streams[stream], Fraction(1, 1000)
        packet.pts = packet.dts = round(1000 * time)
        packet.duration = round(1000 * duration)
        clock.correct(packet)
        assert packet.pts == packet.dts and packet.dts is not None
        made.append((stream, packet.dts / 1000))
    return made


def played(begin: float, end: float, stream: int = PICTURES) -> list[tuple[int, float]]:
    return [(stream, round(begin + 0.04 * i, 3)) for i in range(round((end - begin) / 0.04))]


def test_times_of_one_recording_stay(recording: InputContainer) -> None:
    packets = [(PICTURES, 7.0), (SOUND, 6.8), (PICTURES, 7.04), (PICTURES, 12.0), (SOUND, 6.9), (PICTURES, 12.0)]
    assert corrected(recording, packets) == packets


def test_a_part_that_begins_anew_follows_the_longest_stream(recording: InputContainer) -> None:
    """The sound of the first part lasts a second longer. In the second part it begins 0.2 s after the pictures."""
    first = played(5, 7) + played(5, 8, SOUND)
    second = [(PICTURES, 5.0), (PICTURES, 5.04), (SOUND, 5.2), (PICTURES, 5.08)]
    made = corrected(recording, first + second)
    assert made[: len(first)] == first
    assert made[len(first) :] == [(PICTURES, 8.0), (PICTURES, 8.04), (SOUND, 8.2), (PICTURES, 8.08)]


def test_the_sound_of_the_first_part_may_come_late(recording: InputContainer) -> None:
    first = played(5, 6) + played(5, 5.6, SOUND)
    late = [(PICTURES, 1.0), (SOUND, 5.6), (SOUND, 5.64), (PICTURES, 1.04), (SOUND, 1.04), (SOUND, 1.08)]
    made = corrected(recording, first + late)[len(first) :]
    expected = [(PICTURES, 6.0), (SOUND, 5.6), (SOUND, 5.64), (PICTURES, 6.04), (SOUND, 6.04), (SOUND, 6.08)]
    assert [stream for stream, _ in made] == [stream for stream, _ in expected]
    assert [time for _, time in made] == pytest.approx([time for _, time in expected])


def test_a_pause_stays_except_in_a_transport_stream(recording: InputContainer) -> None:
    """In a transport stream the clock of a joined recording may also be ahead."""
    packets = [*played(5, 6), *played(605, 606)]
    made = corrected(recording, packets)
    if "mpegts" in recording.format.name:
        assert [time for _, time in made] == pytest.approx([time for _, time in played(5, 7)])
    else:
        assert made == packets


def test_a_damaged_time_makes_no_endless_pause(recording: InputContainer) -> None:
    made = corrected(recording, [*played(5, 6), (PICTURES, 5_000_000.0), *played(6.04, 7)])
    assert [time for _, time in made] == pytest.approx([time for _, time in played(5, 7)], abs=0.05)


def test_packets_without_times_are_left_alone(recording: InputContainer) -> None:
    clock, packet = RecordingClock(recording), av.Packet(1)
    packet.stream = recording.streams[0]
    clock.correct(packet)
    assert packet.pts is None and packet.dts is None


def test_a_time_of_showing_that_is_far_from_decoding_is_dropped(recording: InputContainer) -> None:
    clock, packet = RecordingClock(recording), av.Packet(1)
    packet.stream, packet.time_base = recording.streams[0], Fraction(1, 1000)
    packet.dts, packet.pts = 1000, 900_000
    clock.correct(packet)
    assert packet.dts == 1000 and packet.pts is None


def test_a_stream_of_another_clock_begins_with_the_others(recording: InputContainer) -> None:
    """As a camera writes it whose sound counts from the year 1970."""
    made = corrected(recording, [(PICTURES, 2.0), (SOUND, 1.76e9), (PICTURES, 2.04), (SOUND, 1.76e9 + 0.02)])
    assert made == [(PICTURES, 2.0), (SOUND, 2.0), (PICTURES, 2.04), (SOUND, 2.02)]


def test_pictures_may_pause_while_the_sound_goes_on(recording: InputContainer) -> None:
    """A camera that is switched off for a while is no joint, even in a transport stream."""
    packets = [*played(5, 6), *played(5, 40, SOUND), *played(40, 41)]
    assert corrected(recording, packets) == packets
