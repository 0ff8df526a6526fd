"""The `peremena` command. Every sub-command says in Russian what it did; `--help` lists them."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

VERSION_LINE = "peremena {version}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one sub-command and return the exit status: 0 done, 1 refused, 2 misused."""
    parser = argparse.ArgumentParser(prog="peremena", description="Перемена: школьная платформа общения.")
    parser.add_argument("--data", metavar="ПАПКА", help="папка установки (иначе PEREMENA_DATA или var/data)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="КОМАНДА")
    _add_serve(commands)
    _add_demo(commands)
    _add_demo_school(commands)
    _add_setup(commands)
    _add_roster(commands)
    _add_livekit(commands)
    options = parser.parse_args(arguments)
    if options.data:
        os.environ["PEREMENA_DATA"] = str(Path(options.data).resolve())
    return int(options.run(options) or 0)


def _add_serve(commands: Any) -> None:
    serve = commands.add_parser("serve", help="запустить сервер")
    _add_address(serve)
    serve.set_defaults(run=_serve)


def _add_demo(commands: Any) -> None:
    demo = commands.add_parser("demo", help="показать выдуманную школу и запустить сервер")
    _add_address(demo)
    demo.add_argument("--roster", metavar="ФАЙЛ", help="школа из настоящего списка классов, персонал выдуман")
    demo.set_defaults(run=_demo)


def _add_demo_school(commands: Any) -> None:
    school = commands.add_parser("demo-school", help="создать выдуманную школу в пустой папке установки")
    school.add_argument("--size", choices=("small", "school"), default="small")
    school.add_argument("--seed", type=int, default=1)
    school.set_defaults(run=_demo_school)


def _add_setup(commands: Any) -> None:
    commands.add_parser("setup", help="создать или обновить базу данных").set_defaults(run=_set_up_only)


def _add_roster(commands: Any) -> None:
    roster = commands.add_parser("roster", help="школьный реестр: зачислить, перевести, принять, загрузить список")
    verbs = roster.add_subparsers(dest="verb", required=True, metavar="ДЕЙСТВИЕ")
    importing = verbs.add_parser("import", help="загрузить список классов (CSV, XLSX или папка SDS)")
    importing.add_argument("file", metavar="ФАЙЛ", type=Path)
    importing.add_argument("--dry-run", action="store_true", help="только показать, что изменится")
    importing.add_argument("--school", type=int, metavar="НОМЕР", help="школа, если их несколько")
    importing.add_argument("--expel-missing", action="store_true", help="отчислить тех, кого в списке больше нет")
    importing.set_defaults(run=_roster_import)
    from peremena.site import roster_arguments

    roster_arguments.add_verbs(verbs, run=_roster_verb)


def _add_livekit(commands: Any) -> None:
    livekit = commands.add_parser("livekit", help="сервер звонков: собрать программу, узнать состояние")
    verbs = livekit.add_subparsers(dest="verb", required=True, metavar="ДЕЙСТВИЕ")
    verbs.add_parser("build", help="собрать программу, если её ещё нет").set_defaults(run=_livekit_build)
    verbs.add_parser("path", help="где программа; 1, если её нет").set_defaults(run=_livekit_path)
    verbs.add_parser("status", help="что со звонками у работающего сервера").set_defaults(run=_livekit_status)


def _add_address(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default=os.environ.get("PEREMENA_HOST", "127.0.0.1"), metavar="АДРЕС")
    parser.add_argument("--port", type=int, default=int(os.environ.get("PEREMENA_PORT", "8000")), metavar="ПОРТ")


# --- What they do; Django is set up only here, so that --help is quick ------------------------------------------------


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peremena.site.settings")
    import django

    django.setup()


def _prepare_database() -> None:
    _set_up()
    from peremena.site import upgrading

    upgrading.bring_up_to_date()


def _serve(options: argparse.Namespace) -> int:
    _prepare_database()
    from peremena.site import serve

    if _is_refused(options.host):
        return 2
    serve.serve(host=options.host, port=options.port)
    return 0


def _is_refused(host: str) -> bool:
    """Say on stderr why a demo may not be shown here, if it may not."""
    from peremena.site import door

    refusal = door.refusal_to_open(host)
    if refusal:
        sys.stderr.write(f"peremena: {refusal}\n")
    return bool(refusal)


def _demo(options: argparse.Namespace) -> int:
    os.environ["PEREMENA_DEMO"] = "True"
    _prepare_database()
    from peremena.site.demo import command

    command.make_ready(roster=options.roster)
    if _is_refused(options.host):
        return 2
    command.show_address(port=options.port)
    return _serve(options)


def _demo_school(options: argparse.Namespace) -> int:
    _prepare_database()
    from peremena.site.demo import command

    return command.demo_school(size=options.size, seed=options.seed)


def _set_up_only(_options: argparse.Namespace) -> int:
    _prepare_database()
    sys.stdout.write("База данных готова.\n")
    return 0


def _on_command_line() -> None:
    _prepare_database()
    from peremena.site import wiring

    wiring.wire_command_line()


def _roster_import(options: argparse.Namespace) -> int:
    _on_command_line()
    from peremena.roster.importing import command
    from peremena.site import door

    if not options.dry_run and door.close_for_a_real_school():
        sys.stdout.write("Школа стала настоящей: вход «Войти как…» в ней больше не открывается.\n")
    return command.run(
        options.file, dry_run=options.dry_run, school=options.school, expel_missing=options.expel_missing
    )


def _roster_verb(options: argparse.Namespace) -> int:
    _on_command_line()
    from peremena.site import roster_cli

    return roster_cli.run(options)


def _livekit_build(_options: argparse.Namespace) -> int:
    from peremena.calls import program

    try:
        program.build(_livekit_program(), lambda line: print(f"    {line}", flush=True))
    except program.BuildFailed as failed:
        sys.stderr.write(f"peremena: LiveKit не собран: {failed}. Всё, кроме звонков, работает и без него.\n")
        return 1
    return 0


def _livekit_path(_options: argparse.Namespace) -> int:
    from peremena.calls import program

    found = _livekit_program()
    print(found)
    return 0 if program.is_there(found) else 1


def _livekit_program() -> Path:
    """Return where the program is, without settings: those would make the secrets of an installation."""
    from peremena.calls import program

    return program.path(os.environ.get("PEREMENA_LIVEKIT_PROGRAM", ""))


def _livekit_status(_options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peremena.site.settings")
    from django.conf import settings

    from peremena.calls.media import read_state, state_file

    state = read_state(state_file(settings.DATA))
    print("Звонки работают." if state.name == "ready" else state.reason)
    return 0 if state.name == "ready" else 1


if __name__ == "__main__":
    sys.exit(main())
