import numpy as np

from app.capture.frame import Frame
from app.exemplars import Exemplar
from app.exemplars.quality import Pose
from app.people.look import Scene
from app.run.live.greeting import GONE, Greeting

EXEMPLAR = Exemplar("e", np.zeros((8, 8, 3), np.uint8), np.zeros((32, 32), np.float32), Pose(0, 0, 0), 1.0, 0.0)


def scene(time: float, people: dict[int, int], exemplars: int = 0) -> Scene:
    """people: by track."""
    banks = {track: [EXEMPLAR] * exemplars for track in people}
    return Scene(Frame(np.zeros((8, 8, 3), np.uint8), time, 0), [], banks, people, 0, {})


def test_who_comes_is_greeted_once_and_who_returns_again() -> None:
    greeting = Greeting()
    assert greeting.lines(scene(0.0, {})) == []
    assert greeting.lines(scene(0.1, {7: 1})) == ["new face: sit close for a few seconds"]
    assert [line for i in range(100) for line in greeting.lines(scene(0.2 + i / 30, {7: 1}, exemplars=3))] == []
    assert greeting.lines(scene(3.6 + GONE / 2, {8: 1}, exemplars=3)) == []  # missed for a moment
    assert greeting.lines(scene(9.0, {9: 1}, exemplars=3)) == ["I know you: person 1, 3 exemplars"]
    assert greeting.lines(scene(9.1, {9: 1, 10: 2})) == ["new face: sit close for a few seconds"]
