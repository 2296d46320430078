"""What a public form meets sooner or later, and the forms of a page with every field in them."""

import re
import unicodedata
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin

WORDS = {
    "emoji": "🚌👩🏽‍🦽 bus 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "right to left": "abc\u202e064\u202c £\u200f\u2067end",
    "nul": "bus\x00fare",
    "other controls": "bus\x1b[31m\x08\x7f\x85fare",
    "100 kB": "A" * 100_000,
    "formula": "=HYPERLINK(\"http://evil.example\",\"refund\")",
    "other formulas": "+1+cmd|' /C calc'!A0",
    "minus and at": "-2+3@SUM(A1)\t@x",
    "markup": "\"'></textarea></title><script>alert(1)</script><img src=x onerror=alert(1)>&amp;",
    "template": "{{ 7*7 }}{% raw %}${7*7}%s%(x)s{0}",
    "zero width": "b\u200bu\u200ds\ufeff\u2060",
    "lone surrogate": "bus \ud83d fare",
    "pile-up": "Z" + "\u0301\u0336\u0489" * 200 + "algo",
    "sql": "'; DROP TABLE claim; -- \\' OR 1=1 /*",
    "path": "../../../../etc/passwd%00.png;C:\\con",
    "header": "bus\r\nX-Injected: yes\r\n\r\n<html>",
    "huge number": "9" * 400,
    "number by words": "1e309 NaN -0 ٣٤ ½ 0x10",
}  # fmt: skip
FEW = ("nul", "100 kB", "markup")
TAKEN = (
    "emoji",
    "formula",
    "markup",
    "pile-up",
)  # what a field of words may well take: met under every choice
TURNS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
NUMBERS = {"decimal", "numeric"}
OURS = re.compile(r"not a valid|this field|traceback|exception|invalid|csrf|none\b", re.IGNORECASE)


@dataclass
class Form:
    """One form of a page: where it goes, what stands in it, and its fields by kind."""

    action: str
    method: str
    stands: list[tuple[str, str]] = field(default_factory=list)
    typed: dict[str, str] = field(default_factory=dict)  # boxes to type in: name → what somebody might type
    picked: dict[str, list[str]] = field(default_factory=dict)  # radios, boxes, lists: name → values
    hidden: list[str] = field(default_factory=list)

    @property
    def ways(self):
        """How often the first option, the second … of every choice must be taken to have taken each."""
        return max([1, *map(len, self.picked.values())])

    def filled(self, way=0, **over):
        """The pairs that it sends when every choice takes its option `way` and every box something plausible."""
        sent = {name: options[min(way, len(options) - 1)] for name, options in self.picked.items()}
        return [*self.stands, *({**sent, **self.typed, **over}).items()]


def forms_of(page):
    """Every form in a page's main part, and what its boxes ask for while it is filled in."""
    for tag in page.all("main form"):
        form = Form(urljoin(page.path, tag.get("action") or page.path), (tag.get("method") or "get").lower())
        for box in tag.cssselect("input[name], textarea[name], select[name]"):
            put(form, box)
        yield form
        for asks in {element.get("data-hx-post") for element in [tag, *tag.cssselect("[data-hx-post]")]}:
            if asks and urljoin(page.path, asks) != form.action:
                yield Form(
                    urljoin(page.path, asks), "post", form.stands, form.typed, form.picked, form.hidden
                )


def put(form, box):
    name, kind = box.get("name"), box.get("type", "text") if box.tag == "input" else box.tag
    if kind == "hidden":
        form.stands.append((name, box.get("value") or ""))
        form.hidden.append(name)
    elif kind in ("radio", "checkbox"):
        form.picked.setdefault(name, []).append(box.get("value") or "on")
    elif kind == "select":
        form.picked[name] = [option.get("value") for option in box.cssselect("option")]
    elif kind not in ("file", "submit", "button", "image"):
        form.typed[name] = (box.value or box.get("value") or "").strip() or plausible(name, box)


def plausible(name, box):
    """What somebody might type there."""
    ends = {"day": "16", "month": "11", "year": "2026"}
    if name.rsplit("-", 1)[-1] in ends:
        return ends[name.rsplit("-", 1)[-1]]
    if box.get("type") == "tel":
        return "07700 900982"
    return "5" if box.get("inputmode") in NUMBERS else "City Hospital"


def body(pairs):
    """As a browser writes it, and as one that is broken might."""
    return urlencode(pairs, errors="surrogatepass")


def visible(text):
    """What a box shows again of what was typed: without what nobody can see or no page may hold."""
    return "".join(sign for sign in TURNS.sub("", unicodedata.normalize("NFC", text)) if shown(sign)).strip()


def shown(sign):
    return unicodedata.category(sign) != "Cc"
