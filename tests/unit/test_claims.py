"""Claims of reports: how a stated percentage is judged, and which whole numbers would make it true."""

from dataclasses import replace

import pytest

from tests.wards import make_ward
from tui.ward.board import Figure, Status, Verdict
from tui.ward.claims import verdicts
from tui.ward.ward import Claim


def judge(claim: Claim, *figures: Figure) -> Verdict:
    """The verdict on one claim beside the ward's figures."""
    ward = replace(make_ward(), claims=(claim,))
    (verdict,) = verdicts(ward, {(figure.group, figure.indicator): figure for figure in figures})
    return verdict


def stated(percent: str, actual: int | None, base: int | None) -> Verdict:
    """The verdict on a claim that brings its own numbers."""
    return judge(Claim("says", "where", percent, actual, base))


def figure(group: str | None, indicator: str, actual: int | None, base: int | None) -> Figure:
    return Figure(group, indicator, actual, "", base, base, None, Status.MET, None, None, None)


BLOOD = figure(None, "blood", 468, 300)
BLOOD_OF_22 = figure("22", "blood", 7, 8)


@pytest.mark.parametrize(
    ("percent", "actual", "base", "verdict", "computed"),
    [
        ("95.06", 7775, 8233, "wrong", 94.44),
        ("190", 229_010_000, 120_000_000, "truncated", 190.84),
        ("191", 229_010_000, 120_000_000, "rounded", 190.84),
        ("190.8", 229_010_000, 120_000_000, "rounded", 190.84),
        ("190.83", 229_010_000, 120_000_000, "wrong", 190.84),
        ("156", 468, 300, "exact", 156.0),
        ("156.0", 468, 300, "exact", 156.0),
        ("156.00", 468, 300, "exact", 156.0),
        ("100", 38, 38, "exact", 100.0),
        ("0", 0, 38, "exact", 0.0),
        ("135", 456_901, 250_000, "wrong", 182.76),
        ("104", 10_455, 10_000, "truncated", 104.55),
        ("98", 9_772, 10_000, "rounded", 97.72),
        ("101", 10_097, 10_000, "rounded", 100.97),
        ("174", 267, 151, "wrong", 176.82),
        ("104.2", 1220, 1170, "truncated", 104.27),
        ("104.3", 1220, 1170, "rounded", 104.27),
        ("104.27", 1220, 1170, "rounded", 104.27),
        ("104.274", 1220, 1170, "rounded", 104.274),
        ("104.273", 1220, 1170, "truncated", 104.274),
        ("12.5", 1, 8, "exact", 12.5),
        ("13", 1, 8, "rounded", 12.5),
        ("12", 1, 8, "truncated", 12.5),
        ("11", 1, 8, "wrong", 12.5),
        ("14", 1, 8, "wrong", 12.5),
        ("1", 1, 200, "rounded", 0.5),
        ("0", 1, 200, "truncated", 0.5),
        ("0", 1, 201, "rounded", 0.5),
        ("0.50", 1, 201, "rounded", 0.5),
        ("0.005", 1, 20_000, "exact", 0.005),
        ("0.01", 1, 20_000, "rounded", 0.01),
    ],
)
def test_verdict(percent: str, actual: int, base: int, verdict: str, computed: float) -> None:
    judged = stated(percent, actual, base)
    assert (judged.verdict, judged.computed, judged.stated) == (verdict, computed, percent)
    assert (judged.actual, judged.base) == (actual, base)


@pytest.mark.parametrize(
    ("percent", "actual", "base", "would_be_actual", "would_be_base"),
    [
        ("95.06", 7775, 8233, 7826, 8179),
        ("135", 456_901, 250_000, 338_749, 337_197),
        ("135", 100_000, 250_000, 336_250, 74_349),
        ("174", 267, 151, 263, None),
        ("50", 1, 3, None, 2),
        ("99.99", 1, 3, None, None),
        ("0", 1, 3, 0, 201),
        ("0", 2, 3, 0, 401),
        ("10", 0, 30, 3, None),
        ("300", 1, 1, 3, None),
        ("200", 1, 3, 6, None),
        ("33", 1, 2, None, 3),
    ],
)
def test_what_would_make_a_wrong_claim_true(
    percent: str, actual: int, base: int, would_be_actual: int | None, would_be_base: int | None
) -> None:
    judged = stated(percent, actual, base)
    assert judged.verdict == "wrong"
    assert (judged.would_be_actual, judged.would_be_base) == (would_be_actual, would_be_base)


@pytest.mark.parametrize("percent", ["156", "190.8", "190"])
def test_only_a_wrong_claim_has_other_numbers(percent: str) -> None:
    for judged in (stated(percent, 468, 300), stated(percent, 2_290_100, 1_200_000)):
        assert judged.verdict == "wrong" or (judged.would_be_actual, judged.would_be_base) == (None, None)


@pytest.mark.parametrize(
    ("claim", "actual", "base", "computed", "verdict"),
    [
        (Claim("", "", "156", indicator="blood"), 468, 300, 156.0, "exact"),
        (Claim("", "", "87.5", indicator="blood", group="22"), 7, 8, 87.5, "exact"),
        (Claim("", "", "156", indicator="blood", group="21"), None, None, None, "unchecked"),
        (Claim("", "", "156", indicator="plants"), None, None, None, "unchecked"),
        (Claim("", "", "156", group="22"), None, None, None, "unchecked"),
        (Claim("", "", "156"), None, None, None, "unchecked"),
        (Claim("", "", "", indicator="blood"), 468, 300, 156.0, "unchecked"),
        (Claim("", "", "150", 450, 300, indicator="blood"), 450, 300, 150.0, "exact"),
        (Claim("", "", "100", 300, None, indicator="blood"), 300, 300, 100.0, "exact"),
        (Claim("", "", "100", None, 468, indicator="blood"), 468, 468, 100.0, "exact"),
        (Claim("", "", "0", 0, None, indicator="blood"), 0, 300, 0.0, "exact"),
        (Claim("", "", "100", 300, None), 300, None, None, "unchecked"),
        (Claim("", "", "100", 300, 0), 300, 0, None, "unchecked"),
    ],
)
def test_where_the_numbers_of_a_claim_come_from(
    claim: Claim, actual: int | None, base: int | None, computed: float | None, verdict: str
) -> None:
    judged = judge(claim, BLOOD, BLOOD_OF_22)
    assert (judged.actual, judged.base, judged.computed, judged.verdict) == (actual, base, computed, verdict)


@pytest.mark.parametrize("unreported", [figure(None, "blood", None, 300), figure(None, "blood", 468, None)])
def test_a_figure_without_a_number_checks_nothing(unreported: Figure) -> None:
    assert judge(Claim("", "", "156", indicator="blood"), unreported).verdict == "unchecked"


def test_claims_keep_their_words_and_order() -> None:
    claims = (Claim("first", "page 1", "50", 1, 2), Claim("second", "page 2", "", None, None))
    judged = verdicts(replace(make_ward(), claims=claims), {})
    assert [(verdict.says, verdict.where) for verdict in judged] == [("first", "page 1"), ("second", "page 2")]
