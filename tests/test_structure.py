from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from argmine.analyzer import Analyzer
from argmine.corpus.corpus import Corpus
from argmine.structure import NO_TARGET, Candidates, decode_tree, has_cycle

scores = st.lists(st.floats(-3, 3, allow_nan=False, width=16), min_size=12, max_size=12)


@given(scores, st.sampled_from([None, 0, 2]))
@settings(max_examples=150, deadline=None)
def test_the_decoded_tree_is_the_best_of_all(values: list[float], main: int | None) -> None:
    pairs = [(i, j) for i in range(4) for j in range(4) if i != j]
    weight = dict(zip(pairs, values, strict=True))
    source, target = np.array(pairs).T
    found = decode_tree(4, Candidates(source, target, np.array(values)), main)

    def total(targets: tuple[int, ...] | list[int]) -> float:
        return sum(weight[i, j] for i, j in enumerate(targets) if j != NO_TARGET)

    best = max(
        total(choice)
        for choice in product(range(-1, 4), repeat=4)
        if all(i != j for i, j in enumerate(choice))
        and (main is None or choice[main] == NO_TARGET)
        and not has_cycle(choice)
    )
    assert not has_cycle(found)
    assert main is None or found[main] == NO_TARGET
    assert abs(total(found) - best) < 1e-6


@given(st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_the_decoded_tree_weighs_what_networkx_finds(seed: int) -> None:
    import networkx as nx

    random = np.random.default_rng(seed)
    n = int(random.integers(2, 16))
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j and random.random() < 0.5]
    score = random.normal(1, 1, len(pairs))
    source, target = np.array(pairs, dtype=int).reshape(-1, 2).T
    found = decode_tree(n, Candidates(source, target, score), None)
    graph = nx.DiGraph()
    graph.add_weighted_edges_from((n, unit, 0.0) for unit in range(n))
    graph.add_weighted_edges_from((j, i, s) for (i, j), s in zip(pairs, score, strict=True) if s > 0)
    best = nx.maximum_spanning_arborescence(graph).size(weight="weight")
    weight = dict(zip(pairs, score, strict=True))
    assert not has_cycle(found)
    assert abs(sum(weight[i, j] for i, j in enumerate(found) if j != NO_TARGET) - best) < 1e-6


def test_all_questions_of_a_run_share_one_target(analyzer: Analyzer, opeds: Corpus) -> None:
    for report in analyzer.analyze_many(opeds.articles):
        for run in report.runs:
            targets = {report.units[index].relation for index in run.units}
            assert len(targets) == 1
            assert all(relation is None or relation.target not in run.units for relation in targets)
        targets_of = [unit.relation.target if unit.relation else NO_TARGET for unit in report.units]
        assert not has_cycle(targets_of)
