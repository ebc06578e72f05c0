"""Word documents made here; those that need python-docx are skipped where the extra ``docx`` is missing."""

from __future__ import annotations

import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from argmine.docx_text import docx_to_text
from argmine.errors import ArgmineError
from argmine.reading import collect_paths, read_file

LINES = ["لماذا نصمت؟", "ارتفعت الأسعار هذا العام.", "يجب أن يتحرك المجلس. فهل يفعل؟"]
CHANGES = """<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>
<w:r><w:t xml:space="preserve">قال </w:t></w:r><w:ins w:id="1" w:author="x"><w:r><w:t>الوزير</w:t></w:r></w:ins>
<w:del w:id="2" w:author="x"><w:r><w:delText>المدير</w:delText></w:r></w:del>
<w:moveFrom w:id="3" w:author="x"><w:r><w:t>غدا</w:t></w:r></w:moveFrom>
<w:sdt><w:sdtContent><w:r><w:t xml:space="preserve"> نعم.</w:t></w:r></w:sdtContent></w:sdt></w:p>"""


@pytest.fixture
def document() -> bytes:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.add_paragraph(LINES[0], style="Title")
    made.add_paragraph("")
    run = made.add_paragraph(LINES[1][:8]).add_run(LINES[1][8:])
    run.bold = True
    made.add_paragraph(LINES[2])
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_paragraphs_become_lines_and_the_title_is_found(document: bytes, tmp_path: Path) -> None:
    path = tmp_path / "مقال.docx"
    path.write_bytes(document)
    (article,) = read_file(path)
    assert article.text == "\n".join(LINES)
    assert article.title == LINES[0]
    assert article.id == "مقال"


def test_inserted_text_tables_and_breaks_are_read_and_deleted_text_is_not() -> None:
    docx = pytest.importorskip("docx")
    from docx.oxml import parse_xml

    made = docx.Document()
    made.element.body.insert(0, parse_xml(CHANGES))
    made.add_paragraph("سطر\nبعده\tسطر")
    made.add_table(1, 2).rows[0].cells[1].text = "في الجدول."
    made.sections[0].header.paragraphs[0].text = "رأس الصفحة"
    buffer = BytesIO()
    made.save(buffer)
    assert docx_to_text(buffer.getvalue()) == ("", "قال الوزير نعم.\nسطر\nبعده\tسطر\nفي الجدول.")


def test_a_damaged_document_is_named(document: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.docx"
    other = BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("notes.txt", "نعم")
    torn = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as source, zipfile.ZipFile(torn, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name)[:-9] if name == "word/document.xml" else source.read(name))
    for content in (b"", b"plain", "نص".encode(), document[: len(document) // 2], other.getvalue(), torn.getvalue()):
        path.write_bytes(content)
        with pytest.raises(ArgmineError, match=r"bad\.docx: not a readable Word document") as caught:
            list(read_file(path))
        assert "\n" not in str(caught.value)


def test_a_document_without_arabic_is_told(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    docx.Document().save(str(tmp_path / "empty.docx"))
    with pytest.raises(ArgmineError, match=r"empty\.docx: empty"):
        list(read_file(tmp_path / "empty.docx"))


def test_without_the_extra_the_message_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    (tmp_path / "a.docx").write_bytes(b"PK")
    with pytest.raises(ArgmineError, match=r"a\.docx: .*pip install 'argmine\[docx\]'"):
        list(read_file(tmp_path / "a.docx"))


def test_word_files_of_a_folder_are_found_without_their_locks(tmp_path: Path) -> None:
    for name in ("a.docx", "~$a.docx"):
        (tmp_path / name).write_bytes(b"")
    for given in (tmp_path, tmp_path / "*.docx"):
        assert [path.name for path in collect_paths([str(given)]) if isinstance(path, Path)] == ["a.docx"]
