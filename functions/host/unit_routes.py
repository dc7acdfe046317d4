"""Router: the host settles which names of units are those of one unit."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import Field

from contest.audit import Actor
from contest.model import Fact, Id, NonBlank
from contest.unit_names.register import UnitRegister
from contest_aws import clock
from contest_aws.http import api
from contest_aws.services import unit_register
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.unit_register import UndecidedPair, UnitList
from host.dependencies import store

router = api.router()

UNITS = "/host/<contest_id>/units"
UnitName = Annotated[NonBlank, Field(max_length=100)]


class UnitMerge(Fact):
    names: Annotated[tuple[UnitName, ...], Field(min_length=2, max_length=50)]
    """Those of one unit, the one to show first."""


class UnitsApart(Fact):
    first: UnitName
    second: UnitName


class DecidedUnits(Fact):
    """The register after a decision."""

    units: tuple[tuple[str, ...], ...]
    """The names of each unit that has several."""
    apart: tuple[UndecidedPair, ...]


@router.get(UNITS)
def units(contest_id: Id) -> UnitList:
    """各单位，以及疑似同一单位的名称。 The units, and names that may be those of one unit."""
    contest_of(store, contest_id)
    return unit_register.listed(store, contest_id)


@router.post(f"{UNITS}/merge")
def merge(contest_id: Id, names: Annotated[UnitMerge, Body()]) -> DecidedUnits:
    """认定这些名称为同一单位。 The names are those of one unit."""
    return _decided(unit_register.merge_units(_context(contest_id), names.names))


@router.post(f"{UNITS}/apart")
def apart(contest_id: Id, names: Annotated[UnitsApart, Body()]) -> DecidedUnits:
    """认定这两个名称为不同单位。 The names are those of two units."""
    return _decided(unit_register.keep_units_apart(_context(contest_id), names.first, names.second))


def _context(contest_id: Id) -> Context:
    actor = Actor.of("host", api.who(router).person)
    return Context(store, contest_of(store, contest_id), actor, clock.now())


def _decided(register: UnitRegister) -> DecidedUnits:
    pairs = tuple(UndecidedPair(first=one, second=other) for one, other in register.apart)
    return DecidedUnits(units=register.units, apart=pairs)
