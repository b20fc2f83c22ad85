"""A headless Chromium that tests look at pages with, and what they ask it."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
MISSING = (
    "Chromium and its driver are not installed (apt-get install chromium chromium-driver)"
    if not (CHROMIUM and DRIVER)
    else "selenium is not installed (the extra [browser])"
    if find_spec("selenium") is None
    else ""
)
AXE = "axe.min.js"
WIDTHS = (360, 390, 1024, 1440)

# The elements that reach beyond the right edge, where the page scrolls sideways.
OVERFLOW = """
const width = document.documentElement.clientWidth;
if (document.documentElement.scrollWidth <= width) return [];
const wide = [...document.querySelectorAll("body *")].filter(
  (element) => element.getBoundingClientRect().right > width + 1);
return [`scrolls to ${document.documentElement.scrollWidth}`].concat(
  wide.slice(-3).map((element) => element.outerHTML.slice(0, 120)));
"""
# Boxes that scroll and that no key reaches: neither they nor anything inside them takes the focus.
UNREACHABLE = """
return [...document.querySelectorAll("main *")].filter((element) => {
  const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowX);
  const focusable =
    element.tabIndex >= 0 || element.querySelector("a[href], button, input, summary");
  return scrolls && element.scrollWidth > element.clientWidth + 1 && !focusable;
}).map((element) => element.outerHTML.slice(0, 120));
"""
ADDRESSES = "return [...document.querySelectorAll('a[href]')].map((link) => link.href);"
VIOLATIONS = """
const [rules, done] = arguments;
const options = { resultTypes: ["violations"], ...(rules ? { runOnly: rules } : {}) };
axe.run(document, options).then(({ violations }) => done(violations
  .filter(({ impact }) => impact === "serious" || impact === "critical")
  .map(({ id, nodes }) => `${id}: ${nodes[0].target.join(" ")}, ${nodes.length} in all`)));
"""


@dataclass(frozen=True)
class Visit:
    """What a browser saw of a page.

    Attributes:
        page: where the page lies.
        overflow: by width, what is wider than the page or scrolls out of reach of the keys.
        asked: address of every request.
        complaints: what the console says.
        addresses: where its links lead, as the browser resolves them.
    """

    page: Path
    overflow: dict[int, list[str]]
    asked: frozenset[str]
    complaints: list[str]
    addresses: frozenset[str]


def axe() -> Path | None:
    """The script of axe-core: the one that TAOSPEC_AXE names, or the packaged one if installed."""
    if named := os.environ.get("TAOSPEC_AXE"):
        return Path(named)
    spec = find_spec("axe_core_python")
    return None if spec is None or spec.origin is None else Path(spec.origin).parent / AXE


@contextmanager
def browser() -> Iterator[Chrome]:
    """A browser that reaches no network, logs its console and every request."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    driver.set_script_timeout(120)
    try:
        yield driver
    finally:
        driver.quit()


def visit(driver: Chrome, page: Path) -> Visit:
    """Load a page once and look at it in every width."""
    driver.get(page.as_uri())
    addresses = frozenset(driver.execute_script(ADDRESSES))
    overflow = {}
    for width in WIDTHS:
        resize(driver, width)
        overflow[width] = driver.execute_script(OVERFLOW) + driver.execute_script(UNREACHABLE)
    events = [json.loads(entry["message"])["message"] for entry in driver.get_log("performance")]
    asked = frozenset(
        event["params"]["request"]["url"]
        for event in events
        if event["method"] == "Network.requestWillBeSent"
    )
    complaints = [entry["message"] for entry in driver.get_log("browser")]
    return Visit(page, overflow, asked, complaints, addresses)


def resize(driver: Chrome, width: int) -> None:
    """Show the page as wide as a phone or a screen is."""
    metrics: dict[str, Any] = {"width": width, "height": 900, "deviceScaleFactor": 1}
    metrics["mobile"] = width < 500
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def darken(driver: Chrome, scheme: str) -> None:
    """Prefer `light` or `dark` colours."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def eventually(driver: Chrome, is_so: Callable[[], bool]) -> None:
    """Wait until something is so, since a page takes its time.

    Raises:
        TimeoutException: it is not so after half a minute.
    """
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(driver, 30).until(lambda _: is_so())
