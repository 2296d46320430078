"""HTML → a PDF that is PDF/UA-1 (readable with a screen reader) and PDF/A-3a (keeps, with its data inside) at once.

WeasyPrint writes one variant at a time: it makes PDF/A-3a, which is tagged too, and we add the second identifier,
with the schema that PDF/A asks for when a foreign property is used. While rendering nothing is fetched but fonts of
ours. WeasyPrint takes seconds to import: only functions of the worker, commands and tests come here.
"""

import atexit
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from portal.foundation.assets import FONTS

UA_XMP = b"""<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>"""


class Blocked(RuntimeError):
    """The page wanted something that is not a font of ours."""


@dataclass(frozen=True)
class Print:
    """How a document looks: points of its text, colour of its paper (None: white)."""

    points: int = 14
    paper: str | None = None


def draw(
    html: str, look: Print, *, footer: str = "", csv: str | None = None, csv_name: str = "lines.csv"
) -> bytes:
    """A whole HTML page (lang, title, author and description, th with scope) → the bytes of its PDF.

    `footer` stands at the foot of each page; `csv` goes inside the file. Raises Blocked for anything that wants to be
    fetched.
    """
    from weasyprint.urls import FatalURLFetchingError

    try:
        return _drawn(html, look, footer, csv, csv_name)
    except FatalURLFetchingError as problem:  # a BaseException: it would end the worker's thread
        raise Blocked(str(problem)) from None


def _drawn(html: str, look: Print, footer: str, csv: str | None, csv_name: str) -> bytes:
    from weasyprint import CSS, HTML, Attachment

    from portal.foundation.print_style import printable, quoted

    fonts, style = _style(look)
    foot = CSS(
        string="@page { @bottom-left { content: " + quoted(printable(footer)) + " } }"
    )  # apart: `style` is cached
    page = HTML(string=printable(html), url_fetcher=_fetcher()(FONTS))
    document = page.render(stylesheets=[style, foot], font_config=fonts, pdf_variant="pdf/a-3a")
    plain = document.metadata.generate_rdf_metadata
    document.metadata.generate_rdf_metadata = lambda *a: plain(*a).replace(
        b"</rdf:RDF>", UA_XMP + b"</rdf:RDF>"
    )
    document.color_profiles["srgb"] = _colours()
    data = [Attachment(string=csv, name=csv_name, description="The same lines as data", relationship="Data")]
    written: bytes = document.write_pdf(
        pdf_variant="pdf/a-3a", output_intent="given", attachments=data if csv else None
    )
    return written


def _colours() -> Any:
    """The colour profile that PDF/A asks for, out of memory: WeasyPrint opens its own and leaves it open."""
    from weasyprint.css import ColorProfile

    return ColorProfile(
        io.BytesIO(_profile()), "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"])
    )


@lru_cache(1)
def _profile() -> bytes:
    from weasyprint import pdf

    return (Path(pdf.__file__).parent / "sRGB2014.icc").read_bytes()


@lru_cache(32)
def _style(look: Print) -> tuple[Any, Any]:
    """Parsed once for each size and paper: parsing it for each document costs seven times as much."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    from portal.foundation.print_style import print_css

    fonts = FontConfiguration()
    css = print_css(points=look.points, paper=look.paper)
    return fonts, CSS(string=css, font_config=fonts, url_fetcher=_fetcher()(FONTS))


atexit.register(_style.cache_clear)  # fonts are taken down while Python can still do it


@lru_cache(1)
def _fetcher() -> Any:
    """The class LocalAssets, made when first needed, because its parent takes seconds to import."""
    from PIL import ImageFile
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, when imported, makes Pillow accept half a picture

    class LocalAssets(URLFetcher):
        """Reads asset:NAME below one folder. Anything else stops the render (the default one reads any file)."""

        def __init__(self, root: Path):
            super().__init__(allowed_protocols={"asset"}, allow_redirects=False, fail_on_errors=True)
            self.root = root.resolve()

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = (self.root / url.removeprefix("asset:").lstrip("/")).resolve()
            if not url.startswith("asset:") or not path.is_relative_to(self.root) or not path.is_file():
                raise FatalURLFetchingError(f"blocked: {url[:60]}")
            return URLFetcherResponse(url, body=path.read_bytes(), headers={"Content-Type": "font/ttf"})

    return LocalAssets
