"""A ward's folder read into a `Ward`: each file once, everything wrong in them collected, nothing guessed."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path

import polars as pl

from tui.errors import N_, NotFound, Problem, WardUnreadable
from tui.store.claims_file import read_claims
from tui.store.files import CONFLICTS, CSV_LIMIT, TOML_LIMIT, FileUnusable, Limit, read_file, years_of
from tui.store.readings import Readings, mark_of
from tui.store.results_table import read_results
from tui.store.tables import Table
from tui.store.toml_file import Lines, TomlFile, read_toml
from tui.store.ward_tables import read_groups, read_lineage, read_models, read_teams
from tui.ward.board import Indicator, Model, WardInfo
from tui.ward.campaign import scores_of
from tui.ward.catalogue import catalogue_of
from tui.ward.group_codes import GroupCodes
from tui.ward.names import clean
from tui.ward.scheme import scheme_of
from tui.ward.targets import targets_of
from tui.ward.toml_table import TomlTable
from tui.ward.ward import PROBLEMS, Ward, results_schema

NO_FOLDER = N_("{path} is not a folder that can be read. Give the folder of a ward.")
NO_FILE = N_("{path} is no folder of a ward: it has no {file}. giaoban --help tells what such a folder has.")
NO_NAME = N_('{file} does not say what the ward is called. Write there, for example: name = "Ngọc Thụy"')
NO_INDICATOR = N_('{file} has no usable indicator. Write there, for example: blood.name = "Hiến máu"')
NO_GROUP = N_("{file} has no usable group. Its first line must have code and name, each further line those of a group.")
NO_YEAR = N_("{path} has no year. Put a groups.csv into a folder with the number of the year, for example 2018.")
UNKNOWN_YEAR = N_("The ward has no files of {year}, but of {years}.")

VI_OR_EN = N_("vi or en")
NOTHING_KEPT = N_("nothing: another program wrote this while the app saved. Take over what is missing, then delete it")
ALIASES = N_("tables with a name, each under [[aliases]]")

INDICATORS = "indicators.toml"


def open_ward(path: Path, year: int | None = None, readings: Readings | None = None) -> Ward:
    """The ward in the folder `path`, in its newest year unless another is asked for; the year before is `previous`.

    Files that are as they were when `readings` were taken are not parsed again. Whatever is wrong in the year's files
    is in `problems`. Raises `WardUnreadable` without a usable ward.toml, indicators.toml and groups.csv, `NotFound` for
    a year that the folder has not.
    """
    readings = Readings() if readings is None else readings
    ward = _open_year(path, year, readings)
    return replace(ward, previous=_previous(path, ward, readings)) if ward.year - 1 in ward.years else ward


def _previous(path: Path, ward: Ward, readings: Readings) -> Ward | None:
    try:
        return _open_year(path, ward.year - 1, readings)
    except WardUnreadable:
        return None


def _open_year(path: Path, year: int | None, readings: Readings) -> Ward:
    try:
        years = years_of(path)
    except (OSError, ValueError) as error:
        raise WardUnreadable(NO_FOLDER, path=clean(str(path))) from error
    folder = _Folder(path, readings)
    info = _info(folder.toml("ward.toml", required=True))
    if not years:
        raise WardUnreadable(NO_YEAR, path=clean(str(path)))
    year = years[-1] if year is None else year
    if year not in years:
        raise NotFound(UNKNOWN_YEAR, year=year, years=", ".join(map(str, years)))

    catalogue = _catalogue(folder, year)
    groups_file = f"{year}/groups.csv"
    groups = _groups(folder, groups_file)
    known = (INDICATORS, groups_file)
    codes = GroupCodes(groups.select("code", "name").iter_rows())
    schema = results_schema(groups, catalogue)
    models = folder.table(f"{year}/models.csv", lambda data: read_models(data, codes, year), known)
    scoring, scores = folder.toml(f"{year}/scoring.toml"), folder.toml(f"{year}/scores.toml")
    _note_wrong_scores(scoring, scores, catalogue, models)
    folder.note_conflicts(f"{year}/{CONFLICTS}")
    return Ward(
        info=info,
        year=year,
        years=years,
        catalogue=catalogue,
        groups=groups,
        results=folder.table(
            f"{year}/results.csv", lambda data: read_results(data, codes, catalogue, year, schema), known
        ),
        targets=targets_of(folder.toml(f"{year}/targets.toml"), catalogue, codes),
        teams=folder.table(f"{year}/teams.csv", lambda data: read_teams(data, codes), known),
        models=models,
        lineage=folder.table("lineage.csv", read_lineage),
        claims=read_claims(folder.toml(f"{year}/claims.toml"), {each.key for each in catalogue}, codes),
        scoring=scoring.values,
        scores=scores.values,
        problems=folder.all_problems(),
    )


def _catalogue(folder: "_Folder", year: int) -> tuple[Indicator, ...]:
    table = folder.toml(INDICATORS, required=True)
    catalogue = catalogue_of(table, year)
    if not catalogue:
        raise WardUnreadable(NO_INDICATOR, file=table.file)
    return catalogue


def _groups(folder: "_Folder", file: str) -> pl.DataFrame:
    groups = folder.table(file, read_groups, required=True)
    if groups.is_empty():
        raise WardUnreadable(NO_GROUP, file=file)
    return groups


def _info(table: TomlTable) -> WardInfo:
    name = table.text("name").strip()
    if not name:
        raise WardUnreadable(NO_NAME, file=table.file)
    language = table.values.get("language", "vi")
    if language not in ("vi", "en"):
        table.refuse("language", VI_OR_EN)
        language = "vi"
    return WardInfo(
        name=name,
        kind=table.text("kind") or "phường",
        district=table.text("district"),
        province=table.text("province"),
        code=table.text("code"),
        language=str(language),
        illustrative=table.flag("illustrative", default=False),
        aliases=_aliases(table),
    )


def _aliases(table: TomlTable) -> tuple[str, ...]:
    entries = table.values.get("aliases", [])
    names = (
        [entry.get("name") if isinstance(entry, dict) else entry for entry in entries]
        if isinstance(entries, list)
        else [None]
    )
    if not all(isinstance(name, str) for name in names):
        table.refuse("aliases", ALIASES)
    return tuple(clean(name) for name in names if isinstance(name, str))


def _note_wrong_scores(
    scoring: TomlTable, scores: TomlTable, catalogue: tuple[Indicator, ...], models: pl.DataFrame
) -> None:
    """Note what is wrong in the scheme and the scores; the ward has them as they stand."""
    if not scoring.values:
        return
    of_groups = {indicator.key for indicator in catalogue if indicator.scope == "groups"}
    scheme, wrong = scheme_of(scoring.values, scoring.file, indicators=of_groups, lines=scoring.lines)
    members = [Model(*row) for row in models.iter_rows()]
    _, wrong_scores = scores_of(scores.values, scheme, members, scores.file, lines=scores.lines)
    scoring.problems.extend(wrong + wrong_scores)


@dataclass(frozen=True, slots=True)
class _Folder:
    """The files of a ward, each known by its name relative to the ward, and the problems met in them."""

    path: Path
    readings: Readings
    marks: dict[str, bytes] = field(default_factory=dict)
    """Of each file that was read, what tells its content from any other."""
    problems: list[Problem] = field(default_factory=list)
    faults: list[pl.DataFrame] = field(default_factory=list)

    def table(
        self, file: str, read: Callable[[bytes], Table], known: Sequence[str] = (), *, required: bool = False
    ) -> pl.DataFrame:
        """The rows that `read` finds in a CSV file; those of an empty one where it is missing or cannot be taken.

        `known` are the files, read before, by which it takes this one.
        """
        data = self._data(file, CSV_LIMIT, required=required)
        marks = [self.marks[name] for name in (file, *known)]
        table = self.readings.of(file, marks, lambda: read(data))
        if len(table.faults):
            self.faults.append(table.faults.with_columns(file=pl.lit(file))[PROBLEMS.names()])
        return table.rows

    def toml(self, file: str, *, required: bool = False) -> TomlTable:
        """What a TOML file holds; nothing where it is missing or cannot be taken."""
        try:
            data = self._data(file, TOML_LIMIT, required=required)
            values, lines = self.readings.of(file, [self.marks[file]], lambda: read_toml(data, file))
        except FileUnusable as unusable:
            self._note(unusable, file, required=required)
            values, lines = TomlFile({}, Lines())
        return TomlTable(values, file, lines, problems=self.problems)

    def note_conflicts(self, place: str) -> None:
        """Note what others wrote while the app saved, as long as nobody has looked through it."""
        with suppress(OSError):
            names = sorted(map(clean, os.listdir(self.path / place)))
            self.problems.extend(Problem(f"{place}/{name}", 0, "", "", NOTHING_KEPT) for name in names)

    def all_problems(self) -> pl.DataFrame:
        """`PROBLEMS`, file by file and line by line."""
        noted = pl.DataFrame([astuple(problem) for problem in self.problems], PROBLEMS, orient="row")
        return pl.concat([noted, *self.faults]).sort("file", "line", maintain_order=True)

    def _data(self, file: str, limit: Limit, *, required: bool) -> bytes:
        try:
            data = read_file(self.path / file, limit, file)
        except FileUnusable as unusable:
            self._note(unusable, file, required=required)
            data = b""
        if data is None and required:
            raise WardUnreadable(NO_FILE, path=clean(str(self.path)), file=file)
        data = data or b""
        self.marks[file] = mark_of(data)
        return data

    def _note(self, unusable: FileUnusable, file: str, *, required: bool) -> None:
        if required:
            raise WardUnreadable(unusable.msgid, **unusable.values) from unusable
        self.problems.append(Problem(file, unusable.line, "", unusable.value, unusable.expected))
