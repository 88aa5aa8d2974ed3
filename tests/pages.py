"""Reading pages in tests."""

from __future__ import annotations


def html(client, path: str) -> str:
    """The page at an address that must be there."""
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()
