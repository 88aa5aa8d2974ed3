"""What keeps the parts apart: imports point one way, and views hold no query code."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite_only

ROOT = Path(__file__).parent.parent


def imports(path: Path) -> set[str]:
    """The modules that a file imports, relative ones resolved."""
    found = set()
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *filter(None, [node.module])])
            found |= {module} | {f"{module}.{alias.name}" for alias in node.names}
    return found


def tops(folder: str) -> dict[str, set[str]]:
    return {
        str(path.relative_to(ROOT)): {name.split(".")[0] for name in imports(path)}
        for path in (ROOT / folder).rglob("*.py")
    }


def test_extraction_knows_neither_django_nor_the_site():
    for path, modules in tops("articles/extraction").items():
        assert not modules & {"django", "explorer"}, path


def test_the_domain_does_not_know_the_site():
    for path, modules in tops("articles").items():
        assert "explorer" not in modules, path


def test_views_hold_no_query_code():
    for path in (ROOT / "explorer" / "views").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        queries = {"objects", "filter", "exclude", "annotate", "aggregate", "raw", "cursor"}
        assert not attributes & queries, path
        assert "django.db.models" not in imports(path), path


def loaded(statement: str) -> set[str]:
    """The top-level modules that a fresh Python has loaded after a statement."""
    code = f"{statement}\nimport sys; print(*{{name.split('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_extraction_loads_no_django():
    assert "django" not in loaded("from articles.extraction import extract; extract('A\\nB.')")


def test_starting_the_web_server_does_not_load_spacy():
    modules = loaded(
        "import os; os.environ['DJANGO_DEBUG'] = '1'\n"
        "from explorer.wsgi import application\n"
        "import explorer.urls"
    )
    assert "django" in modules
    assert "spacy" not in modules
