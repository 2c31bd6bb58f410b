"""Where the sample and the themes are found."""

from pathlib import Path

import pytest

from tui import resources


@pytest.fixture(autouse=True)
def no_ward_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GIAOBAN_WARD", raising=False)


def test_a_checkout_has_them_beside_the_package() -> None:
    checkout = Path(resources.__file__).parents[1]
    assert resources.sample_ward() == checkout / "data" / "ngoc-thuy"
    assert resources.themes_folder() == checkout / "themes"
    assert list(resources.themes_folder().glob("*.toml"))


def test_a_wheel_has_them_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tui" / "share").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "tui")
    assert resources.sample_ward() == tmp_path / "tui" / "share" / "data" / "ngoc-thuy"
    assert resources.themes_folder() == tmp_path / "tui" / "share" / "themes"


def test_the_sample_is_opened_unless_a_ward_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert resources.default_ward() == resources.sample_ward()
    monkeypatch.setenv("GIAOBAN_WARD", "")
    assert resources.default_ward() == resources.sample_ward()
    monkeypatch.setenv("GIAOBAN_WARD", str(tmp_path))
    assert resources.default_ward() == tmp_path


def test_home_is_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("GIAOBAN_WARD", "~/phuong")
    assert resources.default_ward() == tmp_path / "phuong"
