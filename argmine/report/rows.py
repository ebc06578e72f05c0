"""Streams of labelled op-eds: JSON Lines, CSV, TSV and Parquet files that are valid after every op-ed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, Any, Protocol

from argmine.errors import ArgmineError
from argmine.report.json import render_json
from argmine.report.report import Report
from argmine.report.table import COLUMNS, render_csv, render_tsv

_PARQUET_ROWS = 20_000


class Sink(Protocol):
    """Where labelled op-eds go.

    Attributes
    ----------
    render : callable
        From a report to what :meth:`write` takes; runs in the process that made the report.
    count : int
        Op-eds written.
    """

    render: Callable[[Report], Any]
    count: int

    def write(self, rendered: Any) -> None:
        """Write one op-ed."""

    def close(self) -> None:
        """Complete the file."""


class _LineSink:
    def __init__(self, stream: IO[str], render: Callable[[Report], str], header: str = "") -> None:
        self.render = render
        self.count = 0
        self.stream = stream
        stream.write(header)

    def write(self, rendered: str) -> None:
        self.stream.write(rendered)
        self.count += 1

    def close(self) -> None:
        self.stream.flush()


class _ParquetSink:
    def __init__(self, path: Path) -> None:
        try:
            import pyarrow as pa
            import pyarrow.parquet as pq
        except ImportError:
            raise ArgmineError("writing Parquet needs pyarrow; pip install 'argmine[parquet]'") from None
        kinds = {"unit": pa.int32(), "start": pa.int32(), "end": pa.int32(), "confidence": pa.float32()}
        kinds |= {"run": pa.int32(), "target": pa.int32(), "main": pa.bool_()}
        self.schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS])
        self.table = pa.Table
        self.writer = pq.ParquetWriter(path, self.schema)
        self.rows: list[dict[str, object]] = []
        self.count = 0
        self.render: Callable[[Report], list[dict[str, object]]] = _rows

    def write(self, rendered: list[dict[str, object]]) -> None:
        self.rows += rendered
        self.count += 1
        if len(self.rows) >= _PARQUET_ROWS:
            self._flush()

    def _flush(self) -> None:
        if self.rows:
            self.writer.write_table(self.table.from_pylist(self.rows, self.schema))
            self.rows = []

    def close(self) -> None:
        if self.writer.is_open:
            self._flush()
            self.writer.close()


def _rows(report: Report) -> list[dict[str, object]]:
    return list(report.rows())


@contextmanager
def open_sink(format: str, output: Path | None, *, append: bool = False) -> Iterator[Sink]:  # noqa: A002
    """Open a stream of labelled op-eds.

    Parameters
    ----------
    format : str
        ``"jsonl"``, ``"csv"``, ``"tsv"`` or ``"parquet"``.
    output : Path or None
        File to write; standard output if None.
    append : bool
        Go on at the end of the file.

    Yields
    ------
    Sink
        Where to write.

    Raises
    ------
    ArgmineError
        If the file cannot be written.
    """
    try:
        if format == "parquet" and output is not None:
            sink: Sink = _ParquetSink(output)
            try:
                yield sink
            finally:
                sink.close()
        elif output is None:
            yield _line_sink(format, sys.stdout)
        else:
            with output.open("a" if append else "w", encoding="utf-8", newline="\n") as stream:
                yield _line_sink(format, stream)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise ArgmineError(f"{output}: cannot be written ({error.strerror or error}); choose another place") from error


def _line_sink(format: str, stream: IO[str]) -> _LineSink:  # noqa: A002
    if format == "jsonl":
        return _LineSink(stream, partial(render_json, lines=True))
    if format == "csv":
        return _LineSink(stream, partial(render_csv, header=False), ",".join(COLUMNS) + "\n")
    return _LineSink(stream, partial(render_tsv, header=False), "\t".join(COLUMNS) + "\n")


def resume_point(output: Path) -> int:
    """Count the op-eds that a JSON Lines file already holds, and cut off a line that was torn.

    Parameters
    ----------
    output : Path
        The file; it may be missing.

    Returns
    -------
    int
        Complete lines.

    Raises
    ------
    ArgmineError
        If a complete line is not JSON, so that the file is something else.
    """
    if not output.exists():
        return 0
    complete = lines = 0
    with output.open("rb") as stream:
        for line in stream:
            if not line.endswith(b"\n"):
                break
            if not lines or line.startswith(b"{") is False:
                _check_json(line, f"{output}:{lines + 1}")
            complete += len(line)
            lines += 1
    with output.open("rb+") as stream:
        stream.truncate(complete)
    return lines


def _check_json(line: bytes, place: str) -> None:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise ArgmineError(f"{place}: not JSON, so this is no output to resume; choose another file") from error
    if not isinstance(record, dict) or "units" not in record:
        raise ArgmineError(f"{place}: not a labelled op-ed, so this is no output to resume; choose another file")
