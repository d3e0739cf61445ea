import pytest

from app.capture.frame import Frame
from app.run.offline import Graph
from app.settings import Settings
from hime_core.detector import FaceDetector
from hime_core.geometry import Image, Square
from hime_core.recogniser import Recogniser
from tests.app.enhance.test_enhance import Broken
from tests.conftest import place, wall


def test_why_no_face_of_a_recording_is_enhanced_is_told_once(
    photo: Image, square: Square, detector: FaceDetector, recogniser: Recogniser, caplog: pytest.LogCaptureFixture
) -> None:
    graph = Graph(Broken(), detector, recogniser, Settings(), 640, 360)
    image = place(photo, square, 60, 320, 180, wall(360, 640))
    results = [graph.process(Frame(image, i / 30, i)) for i in range(20)]
    assert sum(result.failed for result in results) > 5
    assert [record.getMessage() for record in caplog.records] == [
        "enhancing failed, faces are shown as they are: EngineError('NaN')"
    ]
