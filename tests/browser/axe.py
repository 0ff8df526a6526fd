"""What axe finds wrong with a screen for those who cannot see it, or see it badly."""

from pathlib import Path

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
# What still comes into sight is half transparent, and nobody reads it yet. What turns for ever is not waited for.
AT_REST = """
() => document.getAnimations().every((animation) =>
    animation.playState !== "running" || animation.effect?.getComputedTiming().endTime === Infinity)
"""
FINDINGS = """
() => axe.run().then(({violations}) => violations.map(({id, nodes}) => `${id}: ${nodes[0].html.slice(0, 120)}`))
"""


def findings(page: Page) -> list[str]:
    """Return one line for each finding on the screen once it stands still."""
    page.wait_for_function(AT_REST)
    # A script from the test is run past the page's own content security policy.
    page.evaluate(AXE.read_text() + "; 0")
    found: list[str] = page.evaluate(FINDINGS)
    return found
