"""The CSV files of a ward but for its results: what each of their columns holds, and what a column cannot say alone.

Every reader takes the bytes of its file and gives the rows that are right, with the faults of all others.
"""

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from tui.errors import N_
from tui.store.columns import Column, read_columns
from tui.store.faults import LINE, faults_frame, joined
from tui.store.kinds import SHARE, TEXT, WHOLE_NUMBER, day, group_of, one_of
from tui.store.tables import Table
from tui.ward.group_codes import GroupCodes
from tui.ward.names import fold, group_key, natural_key
from tui.ward.toml_table import A_TEXT
from tui.ward.ward import GROUPS, LINEAGE, MODELS, TEAMS

ANOTHER_GROUP = N_("a code that no other group has, in whatever spelling")
ANOTHER_MODEL = N_("a code that no other model has")

GROUP_KIND = one_of(
    {
        "residential": "residential",
        "tổ dân phố": "residential",
        "union": "union",
        "đoàn thể": "union",
        "school": "school",
        "trường học": "school",
        "office": "office",
        "cơ quan": "office",
    },
    N_("residential, union, school or office"),
)
MODEL_KIND = one_of(
    {"collective": "collective", "tập thể": "collective", "individual": "individual", "cá nhân": "individual"},
    N_("collective or individual"),
)
MODEL_STATUS = one_of(
    {
        "registered": "registered",
        "đăng ký": "registered",
        "appraised": "appraised",
        "thẩm định": "appraised",
        "recognised": "recognised",
        "công nhận": "recognised",
        "exemplary": "exemplary",
        "điển hình": "exemplary",
        "commended": "commended",
        "khen thưởng": "commended",
    },
    N_("registered, appraised, recognised, exemplary or commended"),
)

GROUP_COLUMNS = (
    Column("code", TEXT, needed=True),
    Column("name", TEXT, in_header=True, empty=""),
    Column("kind", GROUP_KIND, empty="residential"),
    Column("households", WHOLE_NUMBER),
    Column("leader", TEXT, empty=""),
)
LINEAGE_COLUMNS = (
    Column("from", TEXT, needed=True),
    Column("to", TEXT, needed=True),
    Column("share", SHARE, strict=True, empty=1.0),
    Column("date", day()),
    Column("decision", TEXT, empty=""),
)


def read_groups(data: bytes) -> Table:
    """`GROUPS` in natural order of the code; of two codes that are one in different spellings, the first stays.

    A group without a name is called by its code: left out, it would take its results with it.
    """
    table = _named(_without_repeated(read_columns(data, GROUP_COLUMNS), group_key, ANOTHER_GROUP))
    codes = table.rows["code"].to_list()
    in_order = sorted(range(len(codes)), key=lambda row: natural_key(codes[row]))
    return _finished(replace(table, rows=table.rows[in_order]), GROUPS)


def read_teams(data: bytes, groups: GroupCodes) -> Table:
    """`TEAMS`, in the file's order."""
    columns = (
        Column("group", group_of(groups, pl.String()), needed=True),
        Column("leader", TEXT, empty=""),
        Column("members", WHOLE_NUMBER),
        Column("weekday", TEXT, empty=""),
    )
    return _finished(read_columns(data, columns), TEAMS)


def read_models(data: bytes, groups: GroupCodes, year: int) -> Table:
    """`MODELS`, in the file's order; a model without a status is registered, for it stands in the file."""
    columns = (
        Column("code", TEXT, needed=True),
        Column("kind", MODEL_KIND, needed=True),
        Column("registrant", TEXT, empty=""),
        Column("group", group_of(groups, pl.String())),
        Column("title", TEXT, empty=""),
        Column("fields", TEXT, empty=""),
        Column("level", TEXT, empty=""),
        Column("registered_on", day(year)),
        Column("status", MODEL_STATUS, empty="registered"),
    )
    return _finished(_without_repeated(read_columns(data, columns), fold, ANOTHER_MODEL), MODELS)


def read_lineage(data: bytes) -> Table:
    """`LINEAGE`, in the file's order; a group without a share went over whole."""
    return _finished(read_columns(data, LINEAGE_COLUMNS), LINEAGE)


def _without_repeated(table: Table, key: Callable[[str], str], expected: str) -> Table:
    """`table` without the rows whose code is, by its `key`, an earlier one's."""
    first = pl.Series([key(code) for code in table.rows["code"]], dtype=pl.String()).is_first_distinct()
    repeated = table.rows.filter(~first).select(LINE, "code")
    faults = faults_frame((line, "code", code, expected, True) for line, code in repeated.iter_rows())
    return replace(table, rows=table.rows.filter(first), faults=joined(table.faults, faults))


def _named(table: Table) -> Table:
    """`table` with the code in the place of each missing name, which is noted."""
    is_named = pl.col("name") != ""
    faults = faults_frame((line, "name", "", A_TEXT, False) for line in table.rows.filter(~is_named)[LINE])
    rows = table.rows.with_columns(name=pl.when(is_named).then("name").otherwise("code"))
    return replace(table, rows=rows, faults=joined(table.faults, faults))


def _finished(table: Table, schema: pl.Schema) -> Table:
    return replace(table, rows=table.rows[schema.names()])
