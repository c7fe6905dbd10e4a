"""The tags that may be seals, and what is replaced, as git lists them: one process, and of most repositories nothing to read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from .program import Git

FIELDS = ("refname", "objectname", "objecttype", "object", "type", "tag", "taggername", "taggeremail", "taggerdate:raw", "contents")
TAGS, REPLACED = "refs/tags/", "refs/replace/"
_FORMAT = "--format=" + "%00".join(f"%({field})" for field in FIELDS) + "%00"


_COMMAND = ("for-each-ref", _FORMAT, f"{TAGS}ropa/", REPLACED)


def list_tags(git: Git) -> bytes:
    """Tags below ropa/ and replaced objects: the FIELDS of each, every one with a NUL byte after it."""
    return git.run(*_COMMAND)


def may_have_tags(common: str) -> bool:
    """Whether a repository, by the folder that is shared by its worktrees, may have such tags: a look that costs nothing, for most have none."""
    if any(os.path.isdir(os.path.join(common, *place)) for place in (("reftable",), ("refs", "tags", "ropa"), ("refs", "replace"))):
        return True
    try:
        with open(os.path.join(common, "packed-refs"), "rb") as file:
            packed = file.read()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return any(f" {prefix}".encode() in packed for prefix in (f"{TAGS}ropa/", REPLACED))


@contextmanager
def listing_tags(git: Git) -> Iterator[IO[bytes]]:
    """The same, to be read when it is wanted: git is at work meanwhile."""
    with git.open(*_COMMAND) as (_, output):
        yield output
