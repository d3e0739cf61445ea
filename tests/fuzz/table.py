"""Adds results up: a table by what was damaged, and one by how."""

from collections import Counter, defaultdict

from tests.fuzz.result import Result


class Table:
    """The sums of all results so far. As text it is what the script prints."""

    def __init__(self) -> None:
        self.findings = 0  # how many inputs have findings
        self._sums: dict[str, dict[str, Counter[str]]] = {"kind": defaultdict(Counter), "damage": defaultdict(Counter)}
        self._columns = ["inputs"]

    def add(self, result: Result) -> None:
        """Add a result."""
        self.findings += bool(result.findings)
        counts = {"inputs": 1, **result.counts, "findings": bool(result.findings)}
        self._columns += [name for name in counts if name not in self._columns]
        for sums, row in ((self._sums["kind"], result.kind), (self._sums["damage"], result.damage)):
            for name, count in counts.items():
                sums[row][name] += count  # type: ignore[assignment]

    def __str__(self) -> str:
        lines = []
        for title, sums in self._sums.items():
            lines.append(f"{title:<24}" + "".join(f"{name:>{self._wide(name)}}" for name in self._columns))
            total: Counter[str] = Counter()
            for row, counts in sums.items():
                lines.append(f"{row:<24}" + self._line(counts))
                total.update(counts)
            lines += ["all".ljust(24) + self._line(total), ""]
        return "\n".join(lines)

    def _line(self, counts: Counter[str]) -> str:
        return "".join(f"{counts[name]:>{self._wide(name)}.0f}" for name in self._columns)

    @staticmethod
    def _wide(name: str) -> int:
        return max(8, len(name) + 2)
