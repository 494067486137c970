"""Forces are found by exact names in labels, by safe names in text, and by their mail domains."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.vocabulary.forces import FORCES, find_force, force_of_domain, forces_in

EVERY_NAME = [
    (name, force.id) for force in FORCES.values() for name in (force.name, *force.aliases, force.id)
]
EVERY_DOMAIN = [(domain, force.id) for force in FORCES.values() for domain in force.domains]


def test_the_list_has_every_force() -> None:
    assert len(FORCES) == 48
    assert sum(force.kind == "territorial" for force in FORCES.values()) == 45
    assert FORCES["durham"].name == "Durham Constabulary"
    assert FORCES.get("atlantis") is None


@pytest.mark.parametrize(("name", "force"), EVERY_NAME)
def test_every_name_is_found(name: str, force: str) -> None:
    assert find_force(name) == force
    assert find_force(f" {name.upper()} ") == force


@pytest.mark.parametrize(
    ("label", "force"),
    [
        ("Durham", "durham"),
        ("Durham 1", "durham"),
        ("Durham¹", "durham"),
        ("West Midlands", "west-midlands"),
        ("West Midlands Police Force Area", "west-midlands"),
        ("Devon and Cornwall", "devon-and-cornwall"),
        ("Devon & Cornwall", "devon-and-cornwall"),
        ("London, City of", "city-of-london"),
        ("The Metropolitan Police Service", "metropolitan"),
        ("Dyfed–Powys", "dyfed-powys"),
        ("Norfolk and Suffolk", None),
        ("Durham City", None),
        ("England", None),
        ("", None),
        ("1", None),
    ],
)
def test_a_label(label: str, force: str | None) -> None:
    assert find_force(label) == force


def test_running_text_names_forces_only_where_it_says_police() -> None:
    text = (
        "DURHAM CONSTABULARY, in Durham, wrote to West\nMidlands Police and to Devon & Cornwall Police."
        " West Midlands!"
    )
    assert forces_in(text) == [
        ("durham", 0),
        ("west-midlands", text.index("West\n")),
        ("devon-and-cornwall", text.index("Devon")),
    ]


@pytest.mark.parametrize(
    ("text", "forces"),
    [
        ("Kent Police and Crime Commissioner", []),
        ("Greater Manchester Police", ["greater-manchester"]),
        ("the Police Service of Northern Ireland (PSNI)", ["northern-ireland", "northern-ireland"]),
        ("South Yorkshire Police and West Yorkshire Police", ["south-yorkshire", "west-yorkshire"]),
        ("Heddlu Gwent", ["gwent"]),
        ("the police and the constabulary", []),
        ("Police forces in the United Kingdom are routinely required", []),
    ],
)
def test_forces_in_text(text: str, forces: list[str]) -> None:
    assert [force for force, _ in forces_in(text)] == forces


@given(st.lists(st.sampled_from([force for force in FORCES.values() if "olice" in force.name]), max_size=5))
def test_every_full_name_is_found_where_it_stands(forces: list[object]) -> None:
    names = [(force.id, force.name) for force in FORCES.values() if force in forces]
    text = "; ".join(name for _, name in names)
    assert forces_in(text) == [(force, text.index(name)) for force, name in names]


@pytest.mark.parametrize(("domain", "force"), EVERY_DOMAIN)
def test_every_domain_is_its_forces(domain: str, force: str) -> None:
    assert force_of_domain(domain) == force
    assert force_of_domain(f"FOI Team <foi@{domain.upper()}>".partition("<")[2]) == force
    assert force_of_domain(f"https://www.{domain}/foi/1") == force
    assert force_of_domain(f"notifications.{domain}") == force


@pytest.mark.parametrize(
    "domain", ["", "police.uk", "gmail.com", "pnn.police.uk", "notdurham.police.uk", "uk", "@"]
)
def test_other_domains_are_nobodys(domain: str) -> None:
    assert force_of_domain(domain) is None
