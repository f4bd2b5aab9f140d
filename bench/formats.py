"""Word files read by us and by python-docx: 300 of ten pages, time and memory, each in a process of its own.

    python bench/formats.py [COUNT]

python-docx reads paragraphs and cells of tables, no styles, numbers, controls or places; it is the
floor for a reader in Python.  It is no part of the project: install it to compare.
"""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATION = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{}/{}" Target="{}"/></Relationships>'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>'
)
STYLES = f'<w:styles {W}><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style></w:styles>'
SENTENCE = (
    "The head of quality decides within ten working days whether the change may be carried out, and records why. "
)
OURS = "from art17.reading.formats.word import word_document\nfor data in files: word_document(data)"
THEIRS = (
    "import io, docx\nfor data in files:\n    found = docx.Document(io.BytesIO(data))\n    [each.text for each in found.paragraphs]\n"
    "    [cell.text for table in found.tables for row in table.rows for cell in row.cells]"
)


def paragraph(text: str, style: str = "") -> str:
    return f"<w:p>{f'<w:pPr><w:pStyle w:val={chr(34)}{style}{chr(34)}/></w:pPr>' if style else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def ten_pages(number: int) -> bytes:
    """A procedure of some 4,500 words: a control table, thirty sections, a table of twenty rows."""
    pairs = (
        ("Document number", f"SOP-{number:03d}"),
        ("Version", "2.1"),
        ("Owner", "Head of Quality"),
        ("Approved on", "2026-03-12"),
    )
    rows = [*pairs, *((f"Step {at}", SENTENCE) for at in range(20))]
    table = "".join(f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in rows)
    body = "".join(paragraph(f"Section {at}", "H1") + paragraph(SENTENCE * 4) * 2 for at in range(30))
    with tempfile.TemporaryFile() as made:
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
            file.writestr("[Content_Types].xml", TYPES)
            file.writestr("_rels/.rels", RELATION.format(OFFICE, "officeDocument", "word/document.xml"))
            file.writestr("word/_rels/document.xml.rels", RELATION.format(OFFICE, "styles", "styles.xml"))
            file.writestr("word/styles.xml", STYLES)
            file.writestr(
                "word/document.xml", f"<w:document {W}><w:body><w:tbl>{table}</w:tbl>{body}</w:body></w:document>"
            )
        made.seek(0)
        return made.read()


def measured(folder: Path, code: str) -> str:
    """Processor time of reading, and memory of the process, without starting it."""
    whole = (
        f"import time, resource\nfrom pathlib import Path\nfiles = [each.read_bytes() for each in sorted(Path({str(folder)!r}).iterdir())]\n"
        f"began = time.process_time()\n{code}\n"
        "print(f'{time.process_time() - began:.2f} s, {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB')"
    )
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True)
    return done.stdout.strip() or done.stderr.strip().splitlines()[-1]


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            Path(folder, f"{number}.docx").write_bytes(ten_pages(number))
        for turn in range(2):  # in turns, so that both meet the same machine
            print(
                f"{count} Word files: art17 {measured(Path(folder), OURS)}; python-docx {measured(Path(folder), THEIRS)}",
                flush=True,
            )
