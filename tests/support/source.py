"""Our own source as data: files, functions and templates, for the tests that measure them."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROUTE_WORDS = {"get", "post", "route", "put", "delete"}


@dataclass(frozen=True)
class Function:
    """A function or method, nested ones too; `lines` from `def` to its end, `whole` with its decorators."""

    file: str
    name: str
    line: int
    lines: int
    whole: int
    is_view: bool

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line} {self.name}"


def files(folder: str, pattern: str = "*.py") -> list[Path]:
    return sorted((ROOT / folder).rglob(pattern))


def short(path: Path) -> str:
    """Its path from the root of the clone."""
    return path.relative_to(ROOT).as_posix()


def line_count(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(folder: str) -> Iterator[Function]:
    """Every function in a folder's files."""
    for path in files(folder):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield _function(short(path), node)


def _function(file: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Function:
    end = node.end_lineno or node.lineno
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    return Function(file, node.name, node.lineno, end - node.lineno + 1, end - first + 1, _is_view(node))


def _is_view(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    calls = [d.func for d in node.decorator_list if isinstance(d, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr in ROUTE_WORDS for call in calls)


def room_of(path: Path) -> str:
    """portal/claims/deciding/views.py → claims."""
    return path.relative_to(ROOT / "portal").parts[0]


def jinja_depth(text: str) -> int:
    """How deep block tags nest at the deepest place. The blocks of a layout and a macro's own frame count too."""
    depth = deepest = 0
    for word in re.findall(r"{%-?\+?\s*(\w+)", re.sub(r"{#.*?#}", "", text, flags=re.S)):
        if word in {"if", "for", "block", "macro", "call", "filter", "with", "autoescape", "trans"}:
            depth += 1
            deepest = max(deepest, depth)
        elif word.startswith("end") and word != "endset":
            depth -= 1
    return deepest
