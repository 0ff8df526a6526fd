"""An import-linter contract: a domain is entered from outside only through its doors, whatever else it holds."""

from __future__ import annotations

from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class DoorsContract(Contract):
    """Options: `domains` (packages with doors), `doors` (module names), `free` (packages that may go in anywhere)."""

    type_name = "doors"

    domains = fields.SetField(subfield=fields.StringField())
    doors = fields.SetField(subfield=fields.StringField())
    free = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 the signature is theirs
        domains = cast("set[str]", self.domains)
        trespasses = sorted(
            f"{importer} imports {entered}"
            for domain in domains
            for entered in {domain, *graph.find_descendants(domain)}
            for importer in graph.find_modules_that_directly_import(entered)
            if not self._may_enter(importer, domain, entered)
        )
        return ContractCheck(kept=not trespasses, metadata={"trespasses": trespasses})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for trespass in check.metadata["trespasses"]:
            output.print_error(f"- {trespass}", bold=False)
        output.new_line()
        output.print_error(f"Enter a domain through {', '.join(sorted(cast('set[str]', self.doors)))}.", bold=False)

    def _may_enter(self, importer: str, domain: str, entered: str) -> bool:
        insiders = {domain, *cast("set[str]", self.free)}
        if any(importer == package or importer.startswith(f"{package}.") for package in insiders):
            return True
        door = entered.removeprefix(f"{domain}.").split(".")[0]
        # `actions_import` stands beside `actions` when one file would grow too long.
        return door.split("_")[0] in cast("set[str]", self.doors)
