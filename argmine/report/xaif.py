"""xAIF, the interchange format of the argument-technology tools.

A unit is a locution, a default illocuting (for rhetorical questions a rhetorical questioning) and a proposition; a
relation is a scheme node between two propositions. Structure as in the package ``xaif``.

References
----------
C. Chesnevar et al., "Towards an argument interchange format", Knowledge Engineering Review 21(4), 2006.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from argmine.questions.runs import QUESTION

if TYPE_CHECKING:
    from argmine.report.report import Report

_SCHEMES = {"support": ("RA", "Default Inference"), "attack": ("CA", "Default Conflict")}
_AUTHOR = "1"


def render_xaif(report: Report, **_: object) -> str:
    """Render a report as xAIF.

    Parameters
    ----------
    report : Report
        The report; units labelled none have a locution only.

    Returns
    -------
    str
        JSON.
    """
    nodes: list[dict[str, str]] = []
    edges: list[dict[str, str]] = []
    locutions: list[dict[str, str]] = []

    def add_node(text: str, kind: str) -> str:
        nodes.append({"nodeID": str(len(nodes) + 1), "text": text, "type": kind})
        return nodes[-1]["nodeID"]

    def add_edge(source: str, target: str) -> None:
        edges.append({"edgeID": str(len(edges) + 1), "fromID": source, "toID": target})

    propositions: dict[int, str] = {}
    for index, unit in enumerate(report.units):
        locution = add_node(unit.text, "L")
        locutions.append({"nodeID": locution, "personID": _AUTHOR})
        if unit.label == "none":
            continue
        force = "Rhetorical Questioning" if unit.label == QUESTION else "Default Illocuting"
        illocution = add_node(force, "YA")
        propositions[index] = add_node(unit.text, "I")
        add_edge(locution, illocution)
        add_edge(illocution, propositions[index])
    for source, target, kind in report.relations:
        scheme, name = _SCHEMES[kind]
        node = add_node(name, scheme)
        add_edge(propositions[source], node)
        add_edge(node, propositions[target])
    graph = {
        "nodes": nodes,
        "edges": edges,
        "locutions": locutions,
        "participants": [{"participantID": _AUTHOR, "firstname": str(report.meta.get("author", "")), "surname": ""}],
        "schemefulfillments": [],
        "descriptorfulfillments": [],
    }
    record = {"AIF": graph, "ova": {"nodes": [], "edges": []}, "dialog": False, "text": {"txt": report.text}}
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
