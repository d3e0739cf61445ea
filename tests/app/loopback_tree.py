"""The files that Linux shows of v4l2loopback, as a real tree under a folder."""

from pathlib import Path


def loopback_tree(root: Path, labels: dict[int, str], exclusive: str = "Y,Y,Y", video_nr: str = "-1,-1,-1") -> Path:
    """The module loaded with devices of these numbers and labels; beside them a webcam (number 0) and vivid's."""
    parameters = root / "sys/module/v4l2loopback/parameters"
    parameters.mkdir(parents=True, exist_ok=True)
    for name, value in {"exclusive_caps": exclusive, "video_nr": video_nr}.items():
        (parameters / name).write_text(value + "\n")
    (root / "dev").mkdir(exist_ok=True)
    (root / "dev/video0").touch()
    for number, label in ({40: "vivid"} | labels).items():
        folder = root / f"sys/devices/virtual/video4linux/video{number}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "name").write_text(label + "\n")
        if number in labels:
            (folder / "max_openers").write_text("10\n")
        (root / f"dev/video{number}").touch()
    return root
