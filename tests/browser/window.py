"""One window of headless Chromium: a page at a width and in a scheme of colours, and what it did."""

from __future__ import annotations

import base64
import os
import shutil
import time
from pathlib import Path
from typing import Any

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip
WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Window:
    """A driver of Chromium, and the few things that tests do with it."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    @classmethod
    def opened(cls) -> Window:
        """A new browser with an empty profile."""
        from selenium import webdriver

        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for flag in FLAGS:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        service = webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
        return cls(webdriver.Chrome(options=options, service=service))

    def close(self) -> None:
        self.driver.quit()

    def show(self, page: Path, width: int = 1280, scheme: str = "light", *, hash_: str = "") -> float:
        """Open a page anew; how many seconds until it is loaded and its script has run."""
        height = 844 if width < 600 else 900
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.emulate(scheme)
        self.driver.get("about:blank")
        for kind in ("browser", "performance"):
            self.driver.get_log(kind)
        start = time.perf_counter()
        self.driver.get(page.as_uri() + hash_)
        return time.perf_counter() - start

    def emulate(self, scheme: str = "light", media: str = "", motion: str = "reduce") -> None:
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": motion},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})

    def ask(self, script: str, *arguments: Any) -> Any:
        """What a script in the page returns."""
        return self.driver.execute_script(script, *arguments)

    def until(self, script: str, seconds: float = 5) -> Any:
        """What a script returns once that is truthy; fails where it never is."""
        end = time.monotonic() + seconds
        while not (found := self.ask(script)):
            assert time.monotonic() < end, f"never came true: {script}"
            time.sleep(0.05)
        return found

    def press(self, *keys: str) -> None:
        """Keys, typed where the focus is."""
        from selenium.webdriver import ActionChains

        for key in keys:
            ActionChains(self.driver).send_keys(key).perform()

    def complaints(self) -> list[str]:
        """What the browser wrote on its console: errors, refusals of the policy."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Addresses that the page asked for, besides itself."""
        lines = (entry["message"] for entry in self.driver.get_log("performance"))
        asked = [line for line in lines if '"Network.requestWillBeSent"' in line]
        return [line for line in asked if '"url":"http' in line]

    def violations(self) -> list[str]:
        """What axe-core finds wrong, one line each."""
        source = Path(os.environ["ART17_AXE"]).read_text(encoding="utf-8")
        self.ask(source + "; window.axe = axe;" if "window.axe" not in source else source)
        found = self.driver.execute_async_script(
            "const [tags, done] = arguments; axe.run(document, {runOnly: tags, resultTypes: ['violations']}).then(done)",
            AXE_TAGS,
        )
        return [f"{v['id']}: {v['help']}: {n['html'][:120]}" for v in found["violations"] for n in v["nodes"][:3]]

    def print_pdf(self) -> bytes:
        options = {"preferCSSPageSize": True, "printBackground": False}
        return base64.b64decode(self.driver.execute_cdp_cmd("Page.printToPDF", options)["data"])

    def picture(self, target: Path, selector: str = "") -> None:
        """A screenshot of the window, or of one element."""
        if selector:
            self.driver.find_element("css selector", selector).screenshot(str(target))
        else:
            self.driver.save_screenshot(str(target))
