"""Turns msgspec structs into TypeScript: what travels over the socket is described once, in Python."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from msgspec import inspect

SIMPLE: dict[type[inspect.Type], str] = {
    inspect.IntType: "number",
    inspect.FloatType: "number",
    inspect.StrType: "string",
    inspect.BoolType: "boolean",
    inspect.NoneType: "null",
    inspect.AnyType: "unknown",
}


class NoTypescript(Exception):
    """A type that the wire should not carry."""


class Module:
    """A TypeScript module that grows by the structs its types name."""

    def __init__(self, raw: str) -> None:
        # What ready JSON stands for.
        self._raw = raw
        self._interfaces: dict[str, str] = {}

    def text(self) -> str:
        return "\n".join(self._interfaces.values())

    def name_of(self, struct: type) -> str:
        """Return the name of a struct's interface, writing it first if it is not there yet."""
        name = struct.__name__
        if name not in self._interfaces:
            self._interfaces[name] = ""
            self._interfaces[name] = self._interface(name, struct)
        return name

    def fields(self, struct: type, without: Sequence[str] = (), *, may_lack: bool = False) -> list[str]:
        """Return the fields of a struct or dataclass as lines; the tag that names a struct on the wire comes first.

        `may_lack`: the browser is the one who writes it, and may leave out whatever has a default.
        """
        described = inspect.type_info(struct)
        if isinstance(described, inspect.DataclassType):
            return [f"{one.encode_name}: {self.type_of(one.type)};" for one in described.fields]
        if not isinstance(described, inspect.StructType):
            raise NoTypescript(f"{struct} is neither a struct nor a dataclass.")
        tag = [f"{described.tag_field}: {_quoted(described.tag)};"] if described.tag_field else []
        # A struct that leaves out what equals its default may lack every such field on the wire.
        omits = may_lack or described.cls.__struct_config__.omit_defaults
        return tag + [
            f"{one.encode_name}{'?' if omits and not one.required else ''}: {self.type_of(one.type)};"
            for one in described.fields
            if one.name not in without
        ]

    def type_of(self, described: inspect.Type) -> str:
        if isinstance(described, inspect.Metadata):
            return self.type_of(described.type)
        if isinstance(described, inspect.RawType):
            return self._raw
        if isinstance(described, inspect.StructType | inspect.DataclassType):
            return self.name_of(described.cls)
        return SIMPLE.get(type(described)) or self._compound(described)

    def _compound(self, described: inspect.Type) -> str:
        match described:
            case inspect.ListType(item_type=item):
                return f"{_grouped(self.type_of(item))}[]"
            case inspect.TupleType(item_types=items):
                return f"[{', '.join(map(self.type_of, items))}]"
            case inspect.DictType(value_type=value):
                return f"Record<string, {self.type_of(value)}>"
            case inspect.LiteralType(values=values):
                return union(map(_quoted, values))
            case inspect.UnionType(types=types):
                return union(map(self.type_of, types))
        raise NoTypescript(f"{described} has no TypeScript here.")

    def _interface(self, name: str, struct: type) -> str:
        lines = "".join(f"  {line}\n" for line in self.fields(struct))
        return f"export interface {name} {{\n{lines}}}\n" if lines else f"export type {name} = Record<string, never>;\n"


def union(types: Iterable[str]) -> str:
    return " | ".join(types)


def _grouped(written: str) -> str:
    return f"({written})" if "|" in written else written


def _quoted(value: object) -> str:
    """Write a literal as the browser side's formatter would."""
    return json.dumps(value, ensure_ascii=False).replace('"', "'")
