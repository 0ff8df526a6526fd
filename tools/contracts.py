"""What the browser side is told of the server: docs/openapi.json and two modules of TypeScript types.

`check` says which of them no longer fit the code; `write` writes them anew.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tools.typescript import Module, union

if TYPE_CHECKING:
    from peremena.live.contract import Event, Kind

ROOT = Path(__file__).parent.parent
OPENAPI = ROOT / "docs" / "openapi.json"
HTTP_TYPES = ROOT / "web" / "src" / "api" / "schema.gen.ts"
LIVE_TYPES = ROOT / "web" / "src" / "live" / "events.gen.ts"

WRITTEN_BY = "// Written by `make generate` from the server's code: change that, not this file.\n"


def set_up() -> None:
    """Load Django with a data folder that is thrown away: the first reading of the settings makes secrets there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peremena.site.settings")
    import django  # noqa: PLC0415 the settings module has to be named first

    django.setup()


def openapi() -> str:
    from peremena.site.api import api  # noqa: PLC0415 needs Django to be set up

    return json.dumps(api.get_openapi_schema(path_prefix="/api/"), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def http_types(description: str) -> str:
    with TemporaryDirectory() as folder:
        source, target = Path(folder, "openapi.json"), Path(folder, "schema.ts")
        source.write_text(description)
        program = ROOT / "web" / "node_modules" / ".bin" / "openapi-typescript"
        subprocess.run(
            [program, source, "--default-non-nullable=false", "--output", target], check=True, capture_output=True
        )
        return WRITTEN_BY + target.read_text()


def live_types() -> str:
    from peremena.chat import commands  # noqa: PLC0415 needs Django to be set up
    from peremena.live.contract import CommandError  # noqa: PLC0415 as above
    from peremena.site import protocol  # noqa: PLC0415 as above

    module = Module(raw="DurableEvent")
    durable, passing = protocol.durable_events(), protocol.events_without_seq()
    unions = {
        "DurableEvent": durable,
        "EphemeralEvent": [event for event in passing if not _is_of_the_line(event)],
        "LineEvent": [event for event in passing if _is_of_the_line(event)],
    }
    lines = [f"export type {name} = {union(map(module.name_of, events))};" for name, events in unions.items()]
    entries = "".join(_command(module, kind) for kind in commands.kinds())
    module.name_of(CommandError)
    lines += [
        f"export type ServerEvent = {union(unions)};",
        "export type ErrorCode = CommandError['code'];",
        f"export interface Commands {{\n{entries}}}",
    ]
    return f"{WRITTEN_BY}\n{module.text()}\n" + "\n".join(lines) + "\n"


def _is_of_the_line(event: type[Event]) -> bool:
    """Say whether an event is about the connection itself, and changes nothing of what is shown."""
    return event.__module__.startswith("peremena.live.gateway")


def _command(module: Module, kind: Kind) -> str:
    # The name and the number of a command are the socket's own affair.
    arguments = " ".join(module.fields(kind.struct, without=["id"], may_lack=True)[1:])
    return f"  '{kind.name}': {{ args: {{ {arguments} }}; ok: {module.name_of(kind.answer)} }};\n"


def formatted(path: Path, text: str) -> str:
    """Write TypeScript as the rest of the browser side is written."""
    biome = ROOT / "web" / "node_modules" / ".bin" / "biome"
    run = subprocess.run(
        [biome, "format", f"--stdin-file-path=src/{path.name.replace('.gen', '')}"],
        cwd=ROOT / "web",
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout


def wanted() -> dict[Path, str]:
    set_up()
    description = openapi()
    return {
        OPENAPI: description,
        HTTP_TYPES: formatted(HTTP_TYPES, http_types(description)),
        LIVE_TYPES: formatted(LIVE_TYPES, live_types()),
    }


def main(verb: str) -> Any:
    texts = wanted()
    stale = [path for path, text in texts.items() if not path.exists() or path.read_text() != text]
    if verb == "check":
        names = ", ".join(str(path.relative_to(ROOT)) for path in stale)
        return f"Out of step with the code: {names}. Run `make generate`." if stale else None
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[path])
    return None


if __name__ == "__main__":
    with TemporaryDirectory() as data:
        os.environ.setdefault("PEREMENA_DATA", data)
        sys.exit(main(sys.argv[1]))
