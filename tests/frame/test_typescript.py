from dataclasses import dataclass
from typing import Annotated, Literal

import msgspec
import pytest

from tools.typescript import Module, NoTypescript


class Leaf(msgspec.Struct):
    at: Annotated[int, msgspec.Meta(description="milliseconds")]
    text: str | None


class Sent(msgspec.Struct, tag="message.sent", tag_field="on"):
    leaf: Leaf
    marks: list[tuple[int, int]]
    kinds: list[Literal["class", "staff"]]
    heads: dict[str, float]


class Sparse(msgspec.Struct, omit_defaults=True):
    events: list[msgspec.Raw]
    more: bool = False


class Nothing(msgspec.Struct):
    pass


@dataclass
class Plain:
    no: int


class Unsayable(msgspec.Struct):
    raw: bytes


def test_a_struct_becomes_an_interface_with_those_it_names() -> None:
    module = Module(raw="unknown")
    assert module.name_of(Sent) == "Sent"
    assert module.text() == (
        "export interface Sent {\n"
        "  on: 'message.sent';\n"
        "  leaf: Leaf;\n"
        "  marks: [number, number][];\n"
        "  kinds: ('class' | 'staff')[];\n"
        "  heads: Record<string, number>;\n"
        "}\n"
        "\n"
        "export interface Leaf {\n"
        "  at: number;\n"
        "  text: string | null;\n"
        "}\n"
    )


def test_what_may_be_left_out_is_optional_and_ready_json_has_the_name_given() -> None:
    module = Module(raw="DurableEvent")
    module.name_of(Sparse)
    assert module.text() == "export interface Sparse {\n  events: DurableEvent[];\n  more?: boolean;\n}\n"


def test_an_empty_struct_and_a_dataclass() -> None:
    module = Module(raw="unknown")
    module.name_of(Nothing)
    module.name_of(Plain)
    assert module.text() == (
        "export type Nothing = Record<string, never>;\n\nexport interface Plain {\n  no: number;\n}\n"
    )


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(NoTypescript):
        Module(raw="unknown").name_of(Unsayable)
