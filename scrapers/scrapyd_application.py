"""Scrapyd as this project runs it: never without a password."""

import os
from typing import Any

from scrapyd.app import application as scrapyd_application


def application(config: Any) -> Any:
    """Give Scrapyd's application, its password taken from SCRAPYD_PASSWORD.

    SystemExit where there is none: whoever reaches the port may run code here.
    """
    password = os.environ.get("SCRAPYD_PASSWORD", "")
    if len(password) < 12:
        raise SystemExit("scrapyd: set SCRAPYD_PASSWORD to a secret of 12 characters or more")
    config.cp.set(config.SECTION, "password", password.replace("%", "%%"))
    return scrapyd_application(config)
