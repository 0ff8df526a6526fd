"""Lighthouse, as anybody may run it: the signed-in application on the profile of a phone.

How quick it is depends on the machine: that is a row of the bench.
"""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.lighthouse import report, shared_browser
from tests.browser.school import School
from tests.browser.visitors import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.long]


@pytest.mark.parametrize("path", ["/chats", "/account/notifications"])
def test_accessibility_is_whole_and_practices_are_good(
    browser: Browser, school: School, tmp_path: Path, path: str
) -> None:
    with shared_browser(browser.browser_type, tmp_path) as (context, port):
        Visitor(context, school.url).enter("Классный руководитель 3 А").close()
        found = report(school.url + path, port, tmp_path, "accessibility", "best-practices")
    faults = [name for name, audit in found["audits"].items() if audit["score"] == 0]
    assert found["categories"]["accessibility"]["score"] == 1, faults
    assert found["categories"]["best-practices"]["score"] >= 0.95, faults
