"""What each lookup answers, for machines (JSON, CSV) and for people (a page of lines and tables).

Each is a view of a `Board`; none has numbers of its own. The keys of the records are a contract with scripts.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui import phrases
from tui.errors import Problem
from tui.figure_table import EVERY_FIGURE, OF_A_GROUP, OF_A_LIMIT, OF_AN_INDICATOR, OF_THE_WARD, figure_table
from tui.printing import Column, Page, Record, Table, csv_text, json_text, page_text
from tui.texts import _, language, ngettext
from tui.ward.board import Board, Figure, Group, Indicator, Target, Verdict
from tui.ward.finder import KIND_WORDS, Found
from tui.ward.numbers import format_amount

if TYPE_CHECKING:
    from tui.ward.agenda import Item

WORST = 7
"""As many of the things to raise are named."""


class Lookup(ABC):
    """A question answered, in three forms."""

    fields: Sequence[str]
    """Columns of the CSV."""

    @abstractmethod
    def records(self) -> list[Record]:
        """The rows of the CSV."""

    @abstractmethod
    def page(self) -> Page:
        """What people read."""

    def data(self) -> object:
        """What the JSON holds: the records, unless the contract says otherwise."""
        return self.records()

    def text(self, form: str, width: int | None = None) -> str:
        """The answer as "json", "csv" or "text"; `width` is the terminal's in cells, None where there is none."""
        match form:
            case "json":
                return json_text(self.data())
            case "csv":
                return csv_text(self.fields, self.records())
            case _:
                return page_text(self.page(), width)


class Figures(Lookup):
    """`giaoban figures`: figures of the ward and its groups."""

    fields = ("group", "indicator", "actual", "bound", "target", "base", "ratio", "status", "rank", "reported")

    def __init__(self, board: Board, group: Group | None = None, indicator: Indicator | None = None) -> None:
        self.board = board
        self.figures = [
            figure
            for code in ([None, *(each.code for each in board.groups)] if group is None else [group.code])
            for each in ((indicator,) if indicator else board.indicators)
            if (figure := board.figures.get((code, each.key)))
        ]

    def records(self) -> list[Record]:
        """A record a figure."""
        indicators = {indicator.key: indicator for indicator in self.board.indicators}
        return [figure_record(figure, indicators[figure.indicator]) for figure in self.figures]

    def page(self) -> Page:
        """One table."""
        yield from heading(self.board)
        yield figure_table(self.board, self.figures, EVERY_FIGURE)


class Overview(Figures):
    """`giaoban` without a terminal: the ward's own figures and how its groups stand in each."""

    def __init__(self, board: Board) -> None:
        super().__init__(board)
        self.figures = [figure for figure in self.figures if figure.group is None]

    def page(self) -> Page:
        """The ward's figures, then what to raise in the meeting, worst first."""
        from tui.ward.judgement import judged

        yield from heading(self.board)
        if phrases.is_empty(self.board):
            yield phrases.next_step(self.board)
            yield ""
        yield figure_table(self.board, self.figures, OF_THE_WARD)
        if items := judged(self.board).items:
            yield ""
            yield _("To raise in the meeting ({count})").format(count=len(items))
            yield from (_item_line(item, self.board) for item in items[:WORST])
        if len(items) > WORST:
            yield _("… and {count} more; the app shows them all").format(count=len(items) - WORST)


class GroupCard(Figures):
    """`giaoban group 22`: what there is of one group, its figures first."""

    def __init__(self, board: Board, group: Group) -> None:
        super().__init__(board, group)
        self.group = group
        self.teams = [team for team in board.teams if team.group == group.code]
        self.models = [model for model in board.models if model.group == group.code]

    def data(self) -> object:
        """The group with its figures, volunteers and models."""
        return {
            "code": self.group.code,
            "name": self.group.name,
            "kind": self.group.kind,
            "households": self.group.households,
            "leader": self.group.leader,
            "figures": self.records(),
            "teams": [{"leader": t.leader, "members": t.members, "weekday": t.weekday} for t in self.teams],
            "models": [{"code": m.code, "title": m.title, "status": m.status} for m in self.models],
        }

    def page(self) -> Page:
        """What it raised and where it stands; then who it is."""
        yield from heading(self.board)
        yield " · ".join(self._who())
        yield ""
        yield figure_table(self.board, sorted(self.figures, key=_is_empty), OF_A_GROUP)
        if self.teams or self.models:
            yield ""
        for team in self.teams:
            yield " · ".join(_known(_("Volunteer team"), team.leader, _people(team.members), team.weekday))
        for model in self.models:
            yield " · ".join(_known(_("Model"), model.code, model.title, model.registrant))

    def _who(self) -> Iterable[str]:
        households, leader = self.group.households, self.group.leader
        yield self.group.name
        if households is not None:
            yield phrases.households(households, language())
        if leader:
            yield _("leader: {name}").format(name=leader)


class Fund(Figures):
    """`giaoban fund ngheo`: one indicator, in the ward and group by group."""

    def __init__(self, board: Board, indicator: Indicator) -> None:
        super().__init__(board, indicator=indicator)
        self.indicator = indicator

    def data(self) -> object:
        """The ward's figure and the groups'."""
        ward, *groups = self.records()
        return {
            "indicator": self.indicator.key,
            "name": self.indicator.name(language()),
            "as_of": self.board.as_of.isoformat(),
            "ward": ward,
            "groups": groups,
        }

    def page(self) -> Page:
        """How many groups are where, then each."""
        yield from heading(self.board)
        yield f"{self.indicator.name(language())} ({self.indicator.unit_in(language())})"
        if self.indicator.scope != "ward":
            yield self._standing()
        yield ""
        columns = OF_A_LIMIT if self.indicator.better == "lower" else OF_AN_INDICATOR
        yield figure_table(self.board, self.figures, columns)

    def _standing(self) -> str:
        standings = phrases.standings(self.board, self.indicator.key)
        return "  ".join(f"{status.glyph} {words}: {count}" for status, words, count in standings)


class Findings(Lookup):
    """`giaoban find`: everything that answers, best first."""

    fields = ("kind", "id", "name", "group")

    def __init__(self, board: Board, found: Sequence[Found]) -> None:
        self.board = board
        self.found = found

    def records(self) -> list[Record]:
        """A record a thing found."""
        return [{"kind": it.kind, "id": it.id, "name": it.name, "group": it.group} for it in self.found]

    def page(self) -> Page:
        """What it is, what it is called, where it belongs."""
        yield from heading(self.board)
        columns = (Column(_("Kind")), Column(_("Name"), least=12), Column(_("Group")), Column(_("Code"), least=4))
        yield Table(columns, [(_(KIND_WORDS[it.kind]), it.name, it.group or "", it.id) for it in self.found])


class Targets(Lookup):
    """`giaoban targets get`: the targets as they were assigned."""

    fields = ("group", "indicator", "value", "assigned_by", "source")

    def __init__(self, board: Board, group: Group | None = None, indicator: Indicator | None = None) -> None:
        self.board = board
        self.targets = [
            target
            for target in board.targets
            if (group is None or target.group == group.code)
            and (indicator is None or target.indicator == indicator.key)
        ]

    def records(self) -> list[Record]:
        """A record a target."""
        return [self._record(target) for target in self.targets]

    def _record(self, target: Target) -> Record:
        return {
            "group": target.group,
            "indicator": target.indicator,
            "value": number(target.value, self.board.indicator(target.indicator)),
            "assigned_by": target.assigned_by,
            "source": target.source,
        }

    def page(self) -> Page:
        """One table."""
        yield from heading(self.board)
        columns = (
            Column(_("Group")),
            Column(_("Indicator"), least=12),
            Column(_("Target"), right=True),
            Column(_("Unit"), least=0),
            Column(_("Assigned by"), least=12, spare=1),
            Column(_("Source"), least=0),
        )
        yield Table(columns, [self._row(target, self.board.indicator(target.indicator)) for target in self.targets])

    def _row(self, target: Target, indicator: Indicator) -> Sequence[str]:
        return (
            target.group or _("ward"),
            indicator.name(language()),
            phrases.amount(target.value, indicator, language()),
            indicator.unit_in(language()),
            target.assigned_by,
            target.source,
        )


class Check(Lookup):
    """`giaoban check`: what is wrong in the files, and the figures of the published report beside the computed ones."""

    fields = (
        *("file", "line", "column", "value", "expected"),
        *("says", "where", "stated", "computed", "verdict", "would_be_actual", "would_be_base"),
    )

    def __init__(self, board: Board, problems: Sequence[Problem]) -> None:
        self.board = board
        self.problems = problems

    @property
    def passed(self) -> bool:
        """Whether no problem and no wrong claim was found."""
        return not self.problems and all(claim.verdict != "wrong" for claim in self.board.verdicts)

    def records(self) -> list[Record]:
        """The problems, then the claims, each in its own columns."""
        return [*self._problems(), *map(claim_record, self.board.verdicts)]

    def data(self) -> object:
        """Both lists; what would make a wrong claim true is an object: another actual, or else another base."""
        return {
            "problems": self._problems(),
            "claims": [_claim_object(claim) for claim in self.board.verdicts],
        }

    def page(self) -> Page:
        """A line a problem, as compilers write them; then a line a claim."""
        yield from heading(self.board)
        yield problem_notice(len(self.problems)) if self.problems else _("No faulty line in the files")
        yield from (_problem_line(problem, phrases.expected(problem, self.board)) for problem in self.problems)
        if self.board.verdicts:
            yield ""
            yield _("The published report, held against the figures")
            yield _claim_table(self.board.verdicts)

    def _problems(self) -> list[Record]:
        return [problem_record(problem, phrases.expected(problem, self.board)) for problem in self.problems]


def heading(board: Board) -> Page:
    """What stands above every page: the ward, its year, the date; and whether its groups' figures are made up."""
    illustrative = " " + _("(illustrative group figures)") if board.info.illustrative else ""
    yield phrases.title(board) + illustrative
    yield ""


def problem_notice(count: int) -> str:
    """How many lines of the ward's files are wrong."""
    return ngettext("{count} faulty line in the files", "{count} faulty lines in the files", count).format(count=count)


def _item_line(item: "Item", board: Board) -> str:
    about, reason = phrases.raised_about(item, board, language()), phrases.raised_reason(item, board, language())
    return f"{item.glyph} {' · '.join(_known(about, reason))}"


def _is_empty(figure: Figure) -> bool:
    """A figure with neither a result nor anything to hold it against goes below the others."""
    return figure.actual is None and figure.base is None


def number(value: int | None, indicator: Indicator) -> int | float | None:
    """An amount for machines: whole, or with the indicator's decimals."""
    if value is None or not indicator.decimals:
        return value
    return value / float(10**indicator.decimals)


def figure_record(figure: Figure, indicator: Indicator) -> Record:
    """A figure for machines."""
    return {
        "group": figure.group,
        "indicator": figure.indicator,
        "actual": number(figure.actual, indicator),
        "bound": figure.bound,
        "target": number(figure.target, indicator),
        "base": number(figure.base, indicator),
        "ratio": figure.ratio,
        "status": figure.status.value,
        "rank": figure.rank,
        "reported": figure.reported.isoformat() if figure.reported else None,
    }


def problem_record(problem: Problem, expected: str) -> Record:
    """A problem for machines; what was expected is in the language in use."""
    return {
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "value": problem.value,
        "expected": expected,
    }


def claim_record(claim: Verdict) -> Record:
    """A claim for machines, flat."""
    return {
        "says": claim.says,
        "where": claim.where,
        "stated": float(claim.stated) if claim.stated else None,
        "computed": claim.computed,
        "verdict": claim.verdict,
        "would_be_actual": claim.would_be_actual,
        "would_be_base": claim.would_be_base,
    }


def _claim_object(claim: Verdict) -> object:
    flat = dict(claim_record(claim))
    actual, base = flat.pop("would_be_actual"), flat.pop("would_be_base")
    return flat | {"would_be_true": None if actual is None and base is None else {"actual": actual, "base": base}}


def _problem_line(problem: Problem, expected: str) -> str:
    where = f"{problem.file}:{problem.line}" if problem.line else problem.file
    value = f"“{problem.value}”" if problem.value else ""
    return ": ".join(_known(where, problem.column, value, expected))


def _claim_table(claims: Sequence[Verdict]) -> Table:
    columns = (
        Column(_("Verdict")),
        Column(_("Stated"), right=True, spare=1),
        Column(_("Computed"), right=True),
        Column(_("True with"), spare=2),
        Column(_("The report says"), least=14),
        Column(_("Where"), least=0),
    )
    return Table(columns, [_claim_row(claim) for claim in claims])


def _claim_row(claim: Verdict) -> Sequence[str]:
    return (
        phrases.verdict_word(claim.verdict),
        phrases.stated_percent(claim, language()),
        phrases.computed_percent(claim, language()),
        phrases.true_with(claim, language()),
        claim.says,
        claim.where,
    )


def _known(*texts: str) -> list[str]:
    return [text for text in texts if text]


def _people(count: int | None) -> str:
    return "" if count is None else ngettext("{count} person", "{count} people", count).format(count=_whole(count))


def _whole(number: int) -> str:
    return format_amount(number, language())
