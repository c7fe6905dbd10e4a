"""The scripts that the shells load, and where each shell looks for them."""

import os

from ..source.folder import Folder, Trouble

_HERE = os.path.dirname(__file__)
_MARK = "# ropa completion: "
"""In each script, so that it is known again when it is written anew."""


def script_of(shell: str) -> str:
    """The script of a shell: "bash", "zsh" or "fish"."""
    with open(os.path.join(_HERE, f"ropa.{shell}"), encoding="utf-8") as file:
        return file.read()


def place_of(shell: str) -> str:
    """Where a shell looks for a script of the user's own: bash with bash-completion, and fish, by themselves; zsh when its settings name the folder."""
    home = os.path.expanduser("~")
    match shell:
        case "bash":
            data = os.environ.get("BASH_COMPLETION_USER_DIR") or os.path.join(_folder("XDG_DATA_HOME", home, ".local", "share"), "bash-completion")
            return os.path.join(data.partition(":")[0], "completions", "ropa")
        case "zsh":
            return os.path.join(os.environ.get("ZDOTDIR") or home, ".zfunc", "_ropa")
    return os.path.join(_folder("XDG_CONFIG_HOME", home, ".config"), "fish", "completions", "ropa.fish")


def _folder(variable: str, *otherwise: str) -> str:
    """The folder that the environment names, if it is absolute (as the XDG specification asks); else the usual one."""
    named = os.environ.get(variable, "")
    return named if os.path.isabs(named) else os.path.join(*otherwise)


def is_ours(path: str) -> bool:
    """Whether a file is one of these scripts, perhaps of another version; a symbolic link is not."""
    data = Folder(os.path.dirname(path)).read(os.path.basename(path))
    return not isinstance(data, Trouble) and _MARK.encode() in data
