"""What others see in place of the camera's picture: from the first picture on, afterwards, and when nobody looks."""

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from app.capture.frame import Frame
from app.capture.mailbox import Slot
from app.output.viewers import Viewers
from app.picture.cover import blurred, still
from app.picture.show import Show
from app.run.live import LiveGraph, Seen, Worker
from app.settings import Settings
from hime_core.geometry import Image

HANGS = 60.0  # seconds


class Numbered:
    """Frames whose grey tells their number, with a fine pattern. live: as a camera, they do not stop for anybody."""

    name, width, height, live = "numbered", 64, 36, False

    def __iter__(self) -> Iterator[Frame]:
        pattern = np.indices((36, 64)).sum(0) % 2 * 60
        for index in range(10_000):
            grey = np.repeat((pattern + index % 100)[..., None], 3, axis=2).astype(np.uint8)
            yield Frame(grey, index / 30, index)

    def close(self) -> None:
        return None


class Kept:
    """A sink that keeps what it gets."""

    name = "kept"

    def __init__(self) -> None:
        self.images: list[Image] = []

    def write(self, image: Image, time: float) -> None:
        self.images.append(image.copy())

    def close(self) -> None:
        return None

    def abort(self) -> None:
        return None


def fine(image: Image) -> bool:
    """Whether the pattern is to be seen. In the picture that is sent, its parts are larger."""
    return bool(image[300:420, 560:720, 0].std() > 10)


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + HANGS
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


class Call:
    """A live graph without models on a thread of its own."""

    def __init__(self) -> None:
        def none(settings: Settings) -> None:
            raise RuntimeError("there are no models")

        settings = Settings()
        self.wanted, self.sink, self.seen = threading.Event(), Kept(), Slot[Seen]()
        self.wanted.set()
        show = Show(settings.output, Numbered.width, Numbered.height)
        worker = Worker(none, settings)  # type: ignore[arg-type]
        self.live = LiveGraph(Numbered(), show, self.sink, worker, settings, wanted=self.wanted, seen=self.seen)
        self.thread = threading.Thread(target=self.live.run, args=(None, None, None))

    def more(self, count: int) -> list[Image]:
        """Wait for so many further pictures, and return them."""
        now = len(self.sink.images)
        until(lambda: len(self.sink.images) >= now + count)
        return self.sink.images[now:]


@pytest.fixture
def call() -> Iterator[Call]:
    made = Call()
    yield made
    made.live.stop()
    made.thread.join(HANGS)
    assert not made.thread.is_alive()


def test_a_call_that_begins_covered_never_sends_a_sharp_picture(call: Call) -> None:
    call.live.cover(blurred)
    call.thread.start()
    until(lambda: len(call.sink.images) > 20)
    assert not any(fine(image) for image in call.sink.images)
    call.live.cover(None)
    until(lambda: fine(call.sink.images[-1]))


def test_a_still_picture_stands_and_then_the_call_goes_on(call: Call) -> None:
    call.thread.start()
    until(lambda: len(call.sink.images) > 5)
    call.live.cover(still)
    call.more(3)  # pictures that were under way
    standing = call.more(10)
    assert all(np.array_equal(image, standing[0]) for image in standing) and fine(standing[0])
    call.live.cover(blurred)
    call.more(3)
    assert not any(fine(image) for image in call.more(5))
    call.live.cover(None)
    call.more(3)
    going = call.more(10)
    assert fine(going[-1]) and not np.array_equal(going[0], going[-1])


def test_the_window_gets_nothing_of_what_is_covered(call: Call) -> None:
    call.live.cover(blurred)
    call.thread.start()
    seen = call.seen.take(timeout=HANGS)
    assert seen is not None
    assert not fine(seen.result.image) and seen.result.frame.image is seen.result.image
    assert not seen.result.tracks and not seen.result.faces


def test_whoever_comes_next_sees_a_blurred_picture(call: Call) -> None:
    call.thread.start()
    until(lambda: len(call.sink.images) > 5)
    call.wanted.clear()
    call.more(2)
    assert not any(fine(image) for image in call.more(2))
    call.wanted.set()
    until(lambda: fine(call.sink.images[-1]))


def test_a_camera_rests_while_a_person_says_so_and_no_longer() -> None:
    wanted = threading.Event()
    viewers = Viewers("no device", wanted)  # nobody can tell who watches
    assert viewers.wanted and viewers.seen_by_others
    viewers.rest(True)
    assert not viewers.wanted
    viewers._tell(True)  # somebody may watch
    assert not viewers.wanted
    viewers.rest(False)
    assert viewers.wanted
    viewers._tell(False)
    viewers.rest(True)
    viewers.rest(False)
    assert not viewers.wanted
    viewers.close()
