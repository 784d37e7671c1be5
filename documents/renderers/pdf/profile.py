"""The settings of LibreOffice for files that nobody trusts: no macros, no links, no network."""

from __future__ import annotations

from pathlib import Path

_COMMON = "/org.openoffice.Office.Common"
_INET = "/org.openoffice.Inet/Settings"
_PROXY_OF_NOBODY = [
    (f"{_INET}", "ooInetProxyType", "2"),
    (f"{_INET}", "ooInetHTTPProxyName", "127.0.0.1"),
    (f"{_INET}", "ooInetHTTPProxyPort", "9"),
    (f"{_INET}", "ooInetHTTPSProxyName", "127.0.0.1"),
    (f"{_INET}", "ooInetHTTPSProxyPort", "9"),
    (f"{_INET}", "ooInetNoProxy", ""),
]
_SETTINGS = [
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),  # never
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),  # never
    (f"{_COMMON}/Misc", "FirstRun", "false"),
    *_PROXY_OF_NOBODY,
]


def write_profile(folder: Path) -> str:
    """A new profile in `folder`, as the argument that makes LibreOffice use it."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )
    return f"-env:UserInstallation={folder.as_uri()}"
