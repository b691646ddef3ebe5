"""Under which index keys an entity is filed, and under which it is asked for.

A person is filed under the class of the surname (`person:smith`) and, more narrowly, under surname and given name
(`person:smith+jon`). Where so many bear the surname that a look-up would have no bound, the narrow keys are used.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from service.domain.claims import EntityType
from service.domain.names import given_classes, split_name, surname_key

if TYPE_CHECKING:
    from service.domain.claims import Entity

NARROW = "+"
"""Parts the surname from the given name in a narrow key; stands in no folded name."""


def filed_keys(entity: Entity) -> tuple[str, ...]:
    """The keys under which something that names `entity` is filed, the wide one first."""
    if entity.type is not EntityType.PERSON:
        return (entity.key,)
    given, _ = split_name(entity.name)
    classes = given_classes(given[0]) if given else ("",)
    return entity.key, f"{entity.key}{NARROW}{classes[0]}"


def asked_keys(entity: Entity) -> tuple[str, ...]:
    """The keys under which `entity` is asked for: each form of the given name, its initial, and none at all.

    Of a name without a given name, or with an initial alone, nothing narrower than the surname can be asked.
    """
    if entity.type is not EntityType.PERSON:
        return (entity.key,)
    given, _ = split_name(entity.name)
    classes = given_classes(given[0]) if given else ()
    if not classes or len(classes[0]) <= 1:
        return (entity.key,)
    narrow = dict.fromkeys((*classes, classes[0][0], ""))
    return entity.key, *(f"{entity.key}{NARROW}{one}" for one in narrow)


def person_keys(name: str) -> tuple[str, str]:
    """The keys under which a person is filed who is called `name`."""
    given, _ = split_name(name)
    wide = f"person:{surname_key(name)}"
    return wide, f"{wide}{NARROW}{given_classes(given[0])[0] if given else ''}"


@lru_cache(maxsize=1 << 14)
def wide_key(key: str) -> str:
    """The wide key of a narrow one; any other key is its own."""
    return key.partition(NARROW)[0] if key.startswith("person:") else key
