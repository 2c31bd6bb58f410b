"""Where the driver stands in for Textual's, and when it forgets what it has sent."""

import os
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Key, Resize
from textual.geometry import Size
from textual.message import Message

from tui.cli.opening import driver_class
from tui.console import console
from tui.driver import ThriftyDriver
from tui.picture import Picture
from tui.underway import Underway

SIZE = Size(20, 5)
FRAME = "\x1b[2;3Habc\x1b[1;1H"
WHOLE = "\x1b[2;3Habc\x1b[1H"


class UnpluggedDriver(ThriftyDriver):
    """Without a terminal, its threads and its signals."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.told: list[Message] = []
        self.cursor_origin = None
        self._picture, self._underway = Picture(), Underway(asks=False)
        self._is_starting = self._is_waiting = self._is_touched = False
        self._app: Any = SimpleNamespace(size=SIZE)
        self._writer_thread: Any = SimpleNamespace(write=self.sent.append)

    def send_message(self, message: Message) -> None:
        self.told.append(message)


def test_what_shows_is_not_written() -> None:
    driver = UnpluggedDriver()
    driver.write(FRAME)
    driver.write(FRAME)
    driver.write("\x07")
    assert driver.sent == [WHOLE, "\x07"]


@pytest.mark.parametrize(
    ("happen", "is_forgotten"),
    [
        (lambda driver: driver.forget(), True),
        (lambda driver: driver._get_terminal_size(), True),
        (lambda driver: driver.process_message(Resize(Size(21, 5), Size(21, 5))), True),
        (lambda driver: driver.process_message(Resize(SIZE, SIZE)), False),
        (lambda driver: driver.process_message(Key("a", "a")), False),
        (lambda driver: setattr(driver._app, "size", Size(21, 5)), True),
    ],
    ids=["told to", "signal", "told by the terminal", "told of the same", "a key", "size of the app"],
)
def test_it_forgets_at_another_size(happen: Callable[[UnpluggedDriver], None], is_forgotten: bool) -> None:
    driver = UnpluggedDriver()
    driver.write(FRAME)
    happen(driver)
    driver.write(FRAME)
    assert driver.sent == [WHOLE, WHOLE][: 1 + is_forgotten]


@pytest.mark.parametrize("typed", [[], [Key("2", "2")]], ids=["nothing", "a key"])
def test_what_was_painted_stands_until_somebody_types_even_before_the_app_is_there(
    typed: list[Key], monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = UnpluggedDriver()

    def start(self: LinuxDriver) -> None:
        """The thread that reads the keys runs from here on."""
        for key in typed:
            driver.process_message(key)

    monkeypatch.setattr(LinuxDriver, "start_application_mode", start)
    monkeypatch.setattr(LinuxDriver, "_get_terminal_size", lambda self: tuple(SIZE))
    monkeypatch.setattr(console, "frame", FRAME)
    monkeypatch.setattr(console, "attributes", None)
    driver.start_application_mode()
    assert driver._is_starting is not bool(typed)


def test_it_hands_on_what_the_terminal_says() -> None:
    driver = UnpluggedDriver()
    said = [Key("b", "b"), Key("a", "a")]
    for message in said:
        driver.process_message(message)
    assert driver.told == said


@pytest.mark.parametrize(
    ("claimed", "believed"),
    [((3_000, 3_000), (1_000, 400)), ((1_000, 400), (1_000, 400)), ((120, 60_000), (120, 400)), ((0, 0), (0, 0))],
)
def test_no_size_is_believed_that_no_wall_has(
    claimed: tuple[int, int], believed: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By neither of the two ways that it comes by."""
    driver = UnpluggedDriver()
    monkeypatch.setattr(LinuxDriver, "_get_terminal_size", lambda self: claimed)
    assert driver._get_terminal_size() == believed
    driver.process_message(Resize.from_dimensions(claimed, (2_000, 1_000)))
    (told,) = driver.told
    assert isinstance(told, Resize)
    assert (told.size, told.virtual_size, told.container_size) == (believed,) * 3
    assert told.pixel_size == (2_000, 1_000)


@pytest.mark.parametrize(
    ("environment", "system", "is_ours"),
    [
        ({}, "posix", True),
        ({"GIAOBAN_DRIVER": "thrifty"}, "posix", True),
        ({"GIAOBAN_DRIVER": "plain"}, "posix", False),
        ({}, "nt", False),
    ],
)
def test_it_stands_in_for_textuals_own(
    environment: dict[str, str], system: str, is_ours: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GIAOBAN_DRIVER", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with monkeypatch.context() as patch:
        patch.setattr(os, "name", system)
        assert driver_class() is (ThriftyDriver if is_ours else None)
