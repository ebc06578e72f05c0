"""Analysis in several processes, or on a cluster, through joblib."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from joblib import Parallel, delayed, effective_n_jobs, parallel_config
from joblib.parallel import get_active_backend
from numpy.typing import NDArray

from argmine.analyzer import BATCH_ARTICLES, chunks
from argmine.errors import ArgmineError
from argmine.persistence import dumps, loads

if TYPE_CHECKING:
    from argmine.analyzer import Analyzer
    from argmine.article import Article
    from argmine.report.report import Report

TASK_ARTICLES = 128
TASKS_AT_A_TIME = 4  # for each process: what is read ahead, and so the memory, is bounded
BACKENDS = ("loky", "dask", "ray")

Result = TypeVar("Result")
_models: dict[str, Analyzer] = {}


def map_in_parallel(
    analyzer: Analyzer, function: Callable[[Report], Result], articles: Iterable[Article], n_jobs: int
) -> Iterator[Result]:
    """Apply a function to the report of each article in several processes, in the order of the input.

    Parameters
    ----------
    analyzer : Analyzer
        The model; a process unpacks it once.
    function : callable
        From a report to what is wanted of it; picklable.
    articles : iterable of Article
        The op-eds; read ahead by a bounded number of tasks.
    n_jobs : int
        Processes; -1 takes every core, or every worker of a cluster.

    Yields
    ------
    object
        What the function returned.
    """
    # an array, because joblib hands a large array to its processes once, as a file in memory, and bytes with every task
    packed = dumps(analyzer)
    content, key = np.frombuffer(packed, dtype=np.uint8), hashlib.sha256(packed).hexdigest()
    tasks = (delayed(_run_task)(key, content, function, chunk) for chunk in chunks(articles, TASK_ARTICLES))
    if get_active_backend()[0].supports_return_generator:
        ahead = f"{TASKS_AT_A_TIME}*n_jobs"
        results = Parallel(n_jobs=n_jobs, return_as="generator", pre_dispatch=ahead, batch_size=1)(tasks)
    else:
        windows = chunks(tasks, TASKS_AT_A_TIME * max(effective_n_jobs(n_jobs), 1))
        results = chain.from_iterable(Parallel(n_jobs=n_jobs)(window) for window in windows)
    for result in results:
        yield from result


def _run_task(
    key: str, content: NDArray[np.uint8], function: Callable[[Report], Result], articles: list[Article]
) -> list[Result]:
    analyzer = _models.get(key)
    if analyzer is None:
        _models.clear()
        analyzer = _models[key] = loads(content.tobytes(), "the model sent to a worker")
    return [
        function(report) for chunk in chunks(articles, BATCH_ARTICLES) for report in analyzer.analyze_articles(chunk)
    ]


@contextmanager
def backend(name: str, scheduler: str | None) -> Iterator[None]:
    """Choose where parallel tasks run.

    Parameters
    ----------
    name : str
        ``"loky"`` (processes of this machine), ``"dask"`` or ``"ray"``.
    scheduler : str or None
        Address of the dask scheduler or of the ray head.

    Yields
    ------
    None
        Tasks inside run there.

    Raises
    ------
    ArgmineError
        If the backend is unknown, not installed, or not reached.
    """
    if name not in BACKENDS:
        raise ArgmineError(f"no backend {name!r}; choose one of {', '.join(BACKENDS)}")
    with ExitStack() as stack:
        try:
            if name == "dask":
                from distributed import Client

                client = stack.enter_context(Client(scheduler))
                stack.enter_context(parallel_config(backend="dask", client=client))
            elif name == "ray":
                import ray
                from ray.util.joblib import register_ray

                ray.init(address=scheduler, ignore_reinit_error=True)
                stack.callback(ray.shutdown)
                register_ray()
                stack.enter_context(parallel_config(backend="ray"))
        except ImportError:
            raise ArgmineError(f"backend {name} is not installed; pip install 'argmine[{name}]'") from None
        except (OSError, ConnectionError) as error:
            raise ArgmineError(f"backend {name}: {scheduler} is not reached ({error}); check the address") from error
        yield
