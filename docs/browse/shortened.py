"""Paragraphs side by side, without most of those in which nothing changed."""

from itertools import groupby

from models.side_by_side import Paragraph, Piece


def shortened(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Give all of a few that are alike; of more the first and the last, beside what changed."""
    shown: list[Paragraph] = []
    for changed, run in groupby(paragraphs, lambda each: any(piece.changed for piece in each)):
        rows = list(run)
        between = f"[{len(rows) - 2} paragraphs alike]"
        is_long = not changed and len(rows) > 3
        shown += [rows[0], [Piece(between, between)], rows[-1]] if is_long else rows
    return shown
