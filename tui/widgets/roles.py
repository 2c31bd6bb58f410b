"""Which role of the themes a status is drawn in: the one place where meaning becomes colour."""

from tui.ward.board import Status

ROLES = {
    Status.EXCEEDED: "good",
    Status.MET: "good",
    Status.ON_PACE: "on-pace",
    Status.BEHIND: "bad",
    Status.NOT_REPORTED: "muted",
    Status.NO_TARGET: "muted",
}
