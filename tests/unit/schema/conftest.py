"""Every test that takes a stack runs on both."""

from __future__ import annotations

import pytest

from unit.schema.small import STACKS


@pytest.fixture(params=STACKS)
def stack(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name
