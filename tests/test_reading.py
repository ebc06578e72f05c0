from __future__ import annotations

from pathlib import Path

import pytest

from argmine.errors import ArgmineError
from argmine.html_text import html_to_text
from argmine.reading import collect_paths, decode, read_file

TEXT = "هل تضمن الحكومة ذلك؟ يجب أن نسأل، فالناس في انتظار.\nسطر ثان"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859_6"])
def test_encodings_of_the_press_are_recognised(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_line_ends_become_newlines() -> None:
    assert decode("أ\r\nب\rج".encode()) == "أ\nب\nج"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"only latin letters.", "no Arabic letters"),
        (b"\x7fELF\x00\x01\x02" * 20, "binary"),
        (bytes(range(128, 256)) * 3, "UTF-8"),
        (b"caf\xe9 cr\xe8me br\xfbl\xe9e", "UTF-8"),
    ],
)
def test_bad_files_are_named_with_a_remedy(content: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(content)
    with pytest.raises(ArgmineError, match=message) as caught:
        list(read_file(path))
    assert str(path) in str(caught.value)


def test_html_blocks_become_lines_and_scripts_vanish() -> None:
    title, text = html_to_text("<title>ع</title><div>أ<br>ب</div><script>var x='ج'</script><p>د &amp; هـ</p>")
    assert title == "ع"
    assert text == "أ\nب\nد & هـ"


def test_folders_and_patterns_are_sorted_and_what_is_missing_is_told(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.pdf"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty").mkdir()
    found = list(
        collect_paths([str(tmp_path), str(tmp_path / "*.txt"), str(tmp_path / "empty"), str(tmp_path / "*.x")])
    )
    assert [p.name for p in found if isinstance(p, Path)] == ["a.md", "b.txt", "b.txt"]
    assert len([p for p in found if isinstance(p, ArgmineError)]) == 2


def test_a_corpus_file_holds_many_articles(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"id": "1", "text": "نعم."}\n\n{"id": "2", "text": "لا."}\n', encoding="utf-8")
    assert [article.id for article in read_file(path)] == ["1", "2"]
