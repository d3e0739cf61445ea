import re
from pathlib import Path

import app


def test_no_part_of_the_app_gives_opencv_the_name_of_a_picture() -> None:
    files = list(Path(app.__file__).parent.rglob("*.py"))
    assert len(files) > 50
    using = [file for file in files if re.search(r"\bim(read|write)(multi)?\(", file.read_text(encoding="utf-8"))]
    assert using == [], "Windows cannot open names beyond its code page so: use hime_core.picture_files"
