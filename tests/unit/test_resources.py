"""Where the sample and the themes are found."""

import filecmp
import shutil
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


def same_files(one: Path, other: Path) -> bool:
    names = [str(file.relative_to(one)) for file in one.rglob("*.[ct][so]*") if file.is_file()]
    match, mismatch, errors = filecmp.cmpfiles(one, other, names, shallow=False)
    return bool(match) and not mismatch and not errors


def test_a_copy_of_the_sample_is_opened_and_stays_as_the_user_leaves_it() -> None:
    own = resources.default_ward()
    assert own != resources.sample_ward()
    assert same_files(resources.sample_ward(), own)
    (own / "2018" / "targets.toml").write_text("[ward.blood]\nvalue = 1\n")
    assert resources.default_ward() == own
    assert (own / "2018" / "targets.toml").read_text() == "[ward.blood]\nvalue = 1\n"
    assert [each.name for each in own.parent.iterdir()] == [own.name]


def test_another_sample_is_another_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = resources.default_ward()
    changed = tmp_path / "ngoc-thuy"
    shutil.copytree(resources.sample_ward(), changed)
    (changed / "ward.toml").write_text('name = "X"\n')
    monkeypatch.setattr(resources, "sample_ward", lambda: changed)
    assert resources.default_ward() != before
    assert same_files(changed, resources.default_ward())
    assert before.is_dir()


def test_the_sample_itself_is_opened_where_no_copy_can_be_made_or_shall_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert resources.default_ward(leave_no_trace=True) == resources.sample_ward()
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    assert resources.default_ward() == resources.sample_ward()


def test_the_sample_is_opened_unless_a_ward_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIAOBAN_WARD", "")
    assert resources.default_ward().name.startswith("ngoc-thuy")
    monkeypatch.setenv("GIAOBAN_WARD", str(tmp_path))
    assert resources.default_ward() == tmp_path


def test_home_is_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv("GIAOBAN_WARD", "~/phuong")
    assert resources.default_ward() == tmp_path / "phuong"
