"""JSON Patches, applied by python-jsonpatch: forwards, and backwards by what they hold."""

from __future__ import annotations

import copy
import json

import jsonpatch
from hypothesis import given

from eventbook.changes.diff import Identity
from eventbook.changes.patch import to_json_patch
from eventbook.jsonvalue import Json, equal
from unit.changes.strategies import identities, pairs


def applied(value: Json, operations: list[dict[str, Json]]) -> Json:
    patch = jsonpatch.JsonPatch.from_string(json.dumps(operations))
    result: Json = patch.apply({"": copy.deepcopy(value)})[""]
    return result


def below(operations: list[dict[str, Json]]) -> list[dict[str, Json]]:
    """The same for a value that stands under the key "": the oracle cannot move a root."""
    return [
        {**each, **{name: f"/{each[name]}" for name in ("path", "from") if name in each}}
        for each in operations
    ]


def backwards(operations: list[dict[str, Json]]) -> list[dict[str, Json]]:
    """The operations that undo a guarded patch; nothing but the patch is needed to know them."""
    out: list[dict[str, Json]] = []
    guard: Json = None
    for each in operations:
        path = each["path"]
        match each["op"]:
            case "test":
                guard = each["value"]
            case "add":
                out.append({"op": "remove", "path": path})
            case "remove":
                out.append({"op": "add", "path": path, "value": guard})
            case "replace":
                out.append({"op": "replace", "path": path, "value": guard})
            case "move":
                out.append({"op": "move", "from": path, "path": each["from"]})
            case other:
                raise AssertionError(other)
    return out[::-1]


@given(pairs, identities())
def test_there_and_back(pair: tuple[Json, Json], identity: Identity) -> None:
    old, new = pair
    patch = below(to_json_patch(old, new, identity, guarded=True))
    assert equal(applied(old, patch), new)
    assert equal(applied(new, backwards(patch)), old)
