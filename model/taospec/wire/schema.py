"""JSON Schema of a record, for those who generate types or check messages in other languages."""

from __future__ import annotations

from typing import Any

from taospec.quantities import Integer
from taospec.shapes import (
    BOOL,
    NOTHING,
    Anything,
    Choice,
    Either,
    Fields,
    Row,
    Rows,
    Shape,
    Words,
    meanings,
    shape_of,
    summary,
)

Schema = dict[str, Any]


def json_schema(record: type[Any]) -> Schema:
    """The schema of a record, the records in it by reference to `$defs`."""
    definitions: dict[str, Schema] = {}
    schema = _record(shape_of(record), definitions)
    if definitions:
        return {"$defs": dict(sorted(definitions.items())), **schema}
    return schema


def _record(shape: Fields, definitions: dict[str, Schema]) -> Schema:
    told = meanings(shape.record)
    properties = {}
    for name, inner in shape.fields:
        field = _schema(inner, definitions)
        if name in told:
            form = field.get("description")
            description = f"{told[name]} ({form})" if form else told[name]
            field = {**field, "description": description}
        if name in shape.defaults:
            field = {**field, "default": shape.defaults[name]}
        if not _is_reference(field):
            field = {**field, "title": name.replace("_", " ").title()}
        properties[name] = field
    schema: Schema = {
        "additionalProperties": False,
        "description": summary(shape.record),
        "properties": properties,
        "title": shape.record.__name__,
        "type": "object",
    }
    required = [name for name, _ in shape.fields if name not in shape.defaults]
    return {**schema, "required": required} if required else schema


def _is_reference(schema: Schema) -> bool:
    """Whether it is a record, or a record or null, which has a title of its own."""
    return any("$ref" in option for option in (schema, *schema.get("anyOf", ())))


def _schema(shape: Shape, definitions: dict[str, Schema]) -> Schema:
    match shape:
        case Integer():
            return _integer(shape)
        case Choice():
            return _choice(shape)
        case Words():
            return {"type": "string"}
        case Anything():
            return {}
        case Rows():
            return _list(shape, definitions)
        case Row(items=items):
            parts = [_schema(part, definitions) for part in items]
            ends = {"minItems": len(parts), "maxItems": len(parts)}
            return {"type": "array", "prefixItems": parts, **ends}
        case Either():
            return _either(shape, definitions)
        case Fields(record=record):
            if record.__name__ not in definitions:
                definitions[record.__name__] = {}  # its place, for a record that holds itself
                definitions[record.__name__] = _record(shape, definitions)
            return {"$ref": _reference(shape)}


def _integer(shape: Integer) -> Schema:
    """A number with its range; of a string JSON Schema cannot compare the range, so it is told."""
    if not shape.wide:
        return {"type": "integer", "minimum": shape.low, "maximum": shape.high}
    return {
        "type": "string",
        "pattern": r"^-?(0|[1-9][0-9]*)$" if shape.low < 0 else r"^(0|[1-9][0-9]*)$",
        "format": shape.name,
        "description": f"{shape.name}: {shape.low} … {shape.high}",
    }


def _choice(shape: Choice) -> Schema:
    if shape == BOOL:
        return {"type": "boolean"}
    if shape == NOTHING:
        return {"type": "null"}
    if len(shape.values) == 1:
        return {"type": "string", "const": shape.values[0]}
    return {"type": "string", "enum": list(shape.values)}


def _list(shape: Rows, definitions: dict[str, Schema]) -> Schema:
    schema: Schema = {"type": "array", "items": _schema(shape.element, definitions)}
    if shape.length.least:
        schema["minItems"] = shape.length.least
    if shape.length.most is not None:
        schema["maxItems"] = shape.length.most
    return schema


def _either(shape: Either, definitions: dict[str, Schema]) -> Schema:
    options = [_schema(option, definitions) for option in shape.options]
    if shape.tag is None:
        return {"anyOf": options}
    mapping = {
        kind: _reference(option)
        for option in shape.options
        if isinstance(option, Fields)
        for kind in dict(option.fields)[shape.tag].values  # type: ignore[union-attr]  # the tag
    }
    return {"oneOf": options, "discriminator": {"propertyName": shape.tag, "mapping": mapping}}


def _reference(shape: Fields) -> str:
    return f"#/$defs/{shape.record.__name__}"
