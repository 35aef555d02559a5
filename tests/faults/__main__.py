"""`python -m tests.faults [NAME …] [--times N] [--seed WORD]`: the table of docs/reliability.md.

All faults, or those named; `--times` instead of each one's own number of tries. The table is
written anew between its marks only by a run of all of them.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from benchmarks.measure import ROOT, conditions
from tests.faults import full_disk, killed, second_writer, stopped_server
from tests.faults.fault import Fault
from tests.faults.ground import Ground
from tests.faults.trial import Verdict, replica

FAULTS = {
    fault.name: fault
    for module in (killed, stopped_server, full_disk, second_writer)
    for fault in module.FAULTS
}
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- python -m tests.faults -->\n", "<!-- end of python -m tests.faults -->\n"
SHOWN = 5
"""Lines of what is wrong with one try."""
HEADS = ("fault", "tried", "pages missing", "duplicates", "fetched twice", "exit status", "wrong")


def main(words: Sequence[str] | None = None) -> int:
    """Print what becomes of each try, then the table; 1 where anything is not as it should be."""
    asked = _arguments(words)
    began, before = time.monotonic(), conditions()
    lines, wrong = [], 0
    with replica(asked.stories) as site:
        ground = Ground(site, asked.seed)
        requests = ground.undisturbed("sqlite").requests
        for name in asked.names or FAULTS:
            if reason := FAULTS[name].unfit():
                print(f"{name}: not tried: {reason}", flush=True)
                lines.append([FAULTS[name].told, f"not tried: {reason}", *[""] * 5])
                continue
            verdicts = _tried(FAULTS[name], ground, asked.times)
            wrong += sum(_is_bad(each) for each in verdicts)
            lines.append(_line(FAULTS[name], verdicts))
    minutes = (time.monotonic() - began) / 60
    text = (
        f"Tried on {datetime.now(UTC).date()} in {minutes:.0f} minutes: {asked.stories} invented"
        f" stories ({requests} requests a crawl, 16 at a time), seed `{asked.seed}`; {before}.\n\n"
        + "".join(f"| {' | '.join(cells)} |\n" for cells in [HEADS, ["---"] * len(HEADS), *lines])
    )
    print(text)
    if not asked.names:
        page = PAGE.read_text("utf-8")
        head, _, rest = page.partition(BEGIN)
        PAGE.write_text(f"{head}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", "utf-8")
    return 1 if wrong else 0


def _tried(fault: Fault, ground: Ground, times: int | None) -> list[Verdict]:
    verdicts = []
    for verdict in fault.do(ground, times or fault.times):
        verdicts.append(verdict)
        print(
            f"{fault.name} {len(verdicts)}: exit {_statuses(verdict)}, {verdict.missing} missing,"
            f" {verdict.duplicates} duplicates, {verdict.twice} fetched twice; {verdict.said[:99]}",
            flush=True,
        )
        for line in verdict.wrong[:SHOWN]:
            print(f"    {line[:300]}", flush=True)
    return verdicts


def _line(fault: Fault, verdicts: list[Verdict]) -> list[str]:
    statuses = Counter(_statuses(each) for each in verdicts)
    return [
        fault.told,
        str(len(verdicts)),
        str(sum(each.missing for each in verdicts)),
        str(sum(each.duplicates for each in verdicts)),
        f"at most {max(each.twice for each in verdicts)}",
        "; ".join(f"{each} ({number})" for each, number in sorted(statuses.items())),
        str(sum(len(each.wrong) for each in verdicts)),
    ]


def _statuses(verdict: Verdict) -> str:
    """`killed, then 0`; a crawl that was killed many times in a row once."""
    told = ["killed" if status == -9 else str(status) for status in verdict.statuses]
    return ", then ".join(dict.fromkeys(told))


def _is_bad(verdict: Verdict) -> bool:
    return bool(verdict.missing or verdict.duplicates or verdict.wrong)


def _arguments(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FAULTS))
    parser.add_argument("--times", type=int)
    parser.add_argument("--seed", default="warta", help="other moments for another seed")
    parser.add_argument("--stories", type=int, default=200)
    asked = parser.parse_args(words)
    if unknown := [name for name in asked.names if name not in FAULTS]:
        parser.error(f"unknown fault {unknown[0]!r}; known are {', '.join(FAULTS)}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
