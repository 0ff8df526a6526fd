import pytest
from grimp import ImportGraph

from tools.import_doors import DoorsContract


def trespasses(importer: str, imported: str) -> list[str]:
    graph = ImportGraph()
    for module in {"school", "school.chat", "school.roster", "school.site", importer, imported}:
        graph.add_module(module)
    graph.add_import(importer=importer, imported=imported)
    options = {"domains": ["school.chat", "school.roster"], "doors": ["actions", "queries"], "free": ["school.site"]}
    check = DoorsContract("doors", session_options={}, contract_options=options).check(graph, verbose=False)
    found: list[str] = check.metadata["trespasses"]
    assert check.kept == (not found)
    return found


@pytest.mark.parametrize("imported", ["school.roster.models", "school.roster.importing.plan", "school.roster"])
def test_only_doors_lead_into_a_domain(imported: str) -> None:
    assert trespasses("school.chat.api", imported) == [f"school.chat.api imports {imported}"]


@pytest.mark.parametrize("imported", ["school.roster.actions", "school.roster.actions_import", "school.roster.queries"])
def test_doors_are_open(imported: str) -> None:
    assert trespasses("school.chat.api", imported) == []


@pytest.mark.parametrize("importer", ["school.roster.api", "school.site.demo.school"])
def test_the_domain_itself_and_the_frame_go_anywhere(importer: str) -> None:
    assert trespasses(importer, "school.roster.models") == []
