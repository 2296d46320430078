"""PDFs: valid by an independent validator, in a person's size, and unable to read anything."""

import io

import page  # the package page-validation
import pikepdf
import pypdf
import pytest
from PIL import ImageFile

from portal.foundation import pdf
from portal.foundation.pdf import Blocked, Print, draw

HTML = """<html lang="en-GB"><head><title>Statement</title><meta name="author" content="Example Trust">
<meta name="description" content="What was paid in October 2026"></head><body><h1>Statement</h1>
<table><caption>Paid</caption><thead><tr><th scope="col">For</th><th scope="col">Amount</th></tr></thead>
<tbody><tr><td>Bus</td><td>£4.60</td></tr></tbody>
<tfoot><tr><th scope="row">Total</th><td>£4.60</td></tr></tfoot></table></body></html>"""

FALSE_ALARMS = {"PDFA3A-METADATA-FILTER-001", "PDFA3A-STREAM-LENGTH-001"}  # rules of PDF/A-1, checked by hand


def words(content):
    return "\n".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_3A"])
def test_a_document_is_readable_by_a_screen_reader_and_keeps(tmp_path, profile):
    path = tmp_path / "statement.pdf"
    path.write_bytes(draw(HTML, Print(), footer="Amina Yusuf, S 2026 0412", csv="for,pence\nBus,460\n"))
    report = page.validate_pdf(str(path), profile=page.ValidationProfile[profile])
    assert {failure.rule_id for failure in report.failures} <= FALSE_ALARMS


def test_a_document_has_its_title_language_and_data():
    made = pikepdf.open(io.BytesIO(draw(HTML, Print(), csv="for,pence\n", csv_name="statement.csv")))
    assert str(made.docinfo["/Title"]) == "Statement" and str(made.Root.Lang) == "en-GB"
    assert made.attachments["statement.csv"].get_file().read_bytes() == b"for,pence\n"


@pytest.mark.parametrize(
    "tag",
    [
        '<img alt="" src="file:///etc/passwd">',
        '<link rel=attachment href="file:///etc/passwd">',
        '<img alt="" src="http://127.0.0.1:1/x">',
        '<img alt="" src="asset:../../portal/settings.py">',
        '<style>@import "file:///etc/passwd";</style>',
    ],
)
def test_nothing_is_read_while_drawing(tag):
    with pytest.raises(Blocked):
        draw(HTML.replace("<h1>", tag + "<h1>"), Print())


def test_large_print_takes_more_pages_and_every_page_says_whose_it_is():
    long = HTML.replace("<h1>", "<p>Some words to read.</p>" * 60 + "<h1>")
    small, large = (draw(long, Print(points), footer="Zoë O'Brien") for points in (12, 24))
    assert len(pypdf.PdfReader(io.BytesIO(large)).pages) > len(pypdf.PdfReader(io.BytesIO(small)).pages)
    assert words(large).count("Zoë O'Brien") == len(pypdf.PdfReader(io.BytesIO(large)).pages)


@pytest.mark.parametrize(
    "name", ['"; } @page { content: "x', "李小龙", "Null", "🙂 Pat", "</style>", "a\\b", "Ž" * 200]
)
def test_any_name_may_stand_at_the_foot_and_in_the_words(name, tmp_path):
    from markupsafe import escape

    path = tmp_path / "made.pdf"
    path.write_bytes(draw(HTML.replace("Bus", str(escape(name))), Print(), footer=name))
    assert page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1).failures == []


def test_the_style_is_parsed_once_for_a_size_and_paper():
    draw(HTML, Print(18, "cream"))
    before = pdf._style.cache_info().misses
    draw(HTML, Print(18, "cream"), footer="another")
    assert pdf._style.cache_info().misses == before


def test_drawing_does_not_teach_pillow_to_accept_half_a_picture():
    draw(HTML, Print())
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False
