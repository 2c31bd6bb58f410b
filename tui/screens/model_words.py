"""A model in words: its grade or why there is none, its total, its rank."""

from tui import phrases
from tui.texts import _
from tui.ward.campaign import Evaluation


def grade_role(evaluation: Evaluation) -> str:
    """The role of a grade: good above the lowest band, bad in it, muted while there is none."""
    if evaluation.disqualified:
        return "bad"
    if evaluation.grade is None:
        return "muted"
    return "good" if evaluation.grade.start else "bad"


def grade_words(evaluation: Evaluation, language: str) -> str:
    """The grade, or why there is none; a dash where the scheme gives none."""
    if evaluation.disqualified:
        return _("disqualified")
    if evaluation.grade is None:
        return _("not yet") if evaluation.missing else phrases.NOTHING
    return evaluation.grade.name(language)


def evaluation_words(evaluation: Evaluation, of: int, language: str) -> str:
    """Total, grade and rank in a line, as far as there are any."""
    parts = [grade_words(evaluation, language)]
    if evaluation.rank is not None:
        parts.insert(0, " ".join([_("Total"), phrases.points(evaluation.total, language)]))
        parts.append(_("rank {rank} of {all}").format(rank=evaluation.rank, all=of))
    return " · ".join(parts)
