"""The messy history, built once a run (once a worker, where there are more)."""

import pytest

from .messy import Messy, make


@pytest.fixture(scope="session")
def messy(tmp_path_factory: pytest.TempPathFactory) -> Messy:
    root = tmp_path_factory.mktemp("messy") / "repository"
    return Messy(root, make(root))
