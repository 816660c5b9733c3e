"""A page in a real browser without a window, driven over Chromium's DevTools pipe; what it loads is written down."""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
WAIT = 60
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions")

# The browser reads its orders from file 3 and answers on file 4; both are moved out of the way first, in case they stand there.
_START = """
import fcntl, os, sys
orders, answers = (fcntl.fcntl(int(number), fcntl.F_DUPFD, 10) for number in sys.argv[1:3])
os.dup2(orders, 3)
os.dup2(answers, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


def found() -> str:
    """The browser's path; the test is skipped where there is none, and fails where DATELINE_REQUIRE asks for it."""
    path = next((path for name in NAMES if (path := shutil.which(name))), None)
    if path is None:
        if "chromium" in os.environ.get("DATELINE_REQUIRE", ""):
            pytest.fail("DATELINE_REQUIRE asks for Chromium, and it is not installed")
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    return path


class Browser:
    """One page. `requests` are the addresses that it asked for, `complaints` what the browser had to say of it."""

    def __init__(self, to: int, back: int) -> None:
        self._to, self._back, self._number, self._rest = to, back, 0, b""
        self.requests: list[str] = []
        self.complaints: list[str] = []
        target = self._send("Target.createTarget", url="about:blank")["targetId"]
        self._session: str | None = None
        self._session = self._send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self._send(f"{domain}.enable")

    def open(self, path: Path, *, width: int = 1280, height: int = 900, scripts: bool = True) -> None:
        """Show a file at a size, as a telephone would below 600 pixels."""
        mobile = width < 600
        self._send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)
        self._send("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.requests.clear()
        self._send("Page.navigate", url=path.resolve().as_uri())
        self._until("Page.loadEventFired")

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression in the page."""
        told = self._send("Runtime.evaluate", expression=script, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def press(self, key: str, code: int) -> None:
        """A key of the keyboard, by its name and its Windows key code ("Tab", 9)."""
        for kind in ("rawKeyDown", "keyUp"):
            self._send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code)

    def point(self, selector: str, *, click: bool = False) -> None:
        """Move the pointer onto the middle of what the selector finds."""
        spot = f"(() => {{ const n = document.querySelector({json.dumps(selector)}); n.scrollIntoView({{block: 'center'}}); "
        spot += "const r = n.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2] })()"
        x, y = self.run(spot)
        self._send("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        if click:
            for kind in ("mousePressed", "mouseReleased"):
                self._send("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def emulate(self, **features: str) -> None:
        """A media feature, prefers_color_scheme="dark", or the medium itself, media="print"."""
        medium = features.pop("media", "")
        told = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self._send("Emulation.setEmulatedMedia", media=medium, features=told)

    def picture(self, path: Path) -> None:
        """What is seen, as a PNG file."""
        path.write_bytes(base64.b64decode(self._send("Page.captureScreenshot", format="png")["data"]))

    def _send(self, method: str, **params: Any) -> Any:
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if getattr(self, "_session", None):
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            told = self._receive()
            if told.get("id") == self._number:
                assert "error" not in told, told["error"]
                return told["result"]

    def _until(self, event: str) -> None:
        while self._receive().get("method") != event:
            pass

    def _receive(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = os.read(self._back, 1 << 16)
            assert part, "the browser has ended"
            self._rest += part
        line, _, self._rest = self._rest.partition(b"\0")
        told: dict[str, Any] = json.loads(line)
        params = told.get("params", {})
        if told.get("method") == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])
        elif told.get("method") == "Log.entryAdded":
            self.complaints.append(params["entry"]["text"])
        elif told.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(params["exceptionDetails"]["text"])
        return told


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser with an empty profile, ended afterwards."""
    read_end, to = os.pipe()
    back, write_end = os.pipe()
    program = [found(), *_FLAGS, "--remote-debugging-pipe", f"--user-data-dir={profile}"]
    started = subprocess.Popen(
        [sys.executable, "-c", _START, str(read_end), str(write_end), *program],
        pass_fds=(read_end, write_end),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(read_end)
    os.close(write_end)
    try:
        yield Browser(to, back)
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait(WAIT)
        os.close(to)
        os.close(back)
