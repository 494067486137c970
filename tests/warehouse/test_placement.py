from __future__ import annotations

from datetime import date

import pytest

from parsers.figure import Sign
from warehouse.archive import Delivery
from warehouse.decisions import Decision
from warehouse.placement import Delivered, Placement, place_all
from warehouse.requests import Authority, Request

ID = "a" * 64
REQUESTS = [
    Request(
        "images",
        "Images",
        date(2022, 1, 10),
        date(2015, 4, 1),
        date(2021, 12, 31),
        "calendar",
        authorities=(
            Authority("hertfordshire", ("FOI/100/22", "our 7")),
            Authority("kent", ("FOI/200/22", "shared/1")),
        ),
    ),
    Request(
        "hospitals",
        "Hospitals",
        date(2025, 9, 15),
        date(2019, 4, 1),
        date(2024, 3, 31),
        "financial",
        authorities=(Authority("durham", ("1406745", "shared/1")), Authority("cumbria", ("FOI 1306/25",))),
    ),
]


def sign(kind: str, value: str) -> Sign:
    return Sign(kind, value, "page 1")


def place(
    path: str = "letter.pdf", *signs: Sign, decisions: tuple[Decision, ...] = (), **facts: str
) -> Placement:
    delivery = Delivery(path.rpartition("/")[2], "folder", path, **facts)  # type: ignore[arg-type]
    (placement,) = place_all([Delivered(ID, (delivery,), signs)], REQUESTS, decisions)
    return placement


def decide(kind: str, value: str) -> Decision:
    return Decision(kind, ID[:12], "", value, "Ada", "2026-01-01", "")


@pytest.mark.parametrize(
    ("path", "signs", "facts", "rule"),
    [
        ("images/letter.pdf", (), {}, "folder"),
        ("images/kent/letter.pdf", (), {}, "folder"),
        ("letter.pdf", (), {"request_hint": "images"}, "folder"),
        ("letter.pdf", (sign("reference", "FOI/100/22"),), {}, "reference"),
        ("letter.pdf", (sign("reference", "foi 100-22"),), {}, "reference"),
        ("FOI-100-22 response.pdf", (), {}, "reference"),
        ("letter.pdf", (sign("subject", "Re: FOI/100/22, your request"),), {}, "reference"),
    ],
)
def test_the_request_is_told(path: str, signs: tuple[Sign, ...], facts: dict[str, str], rule: str) -> None:
    placement = place(path, *signs, **facts)
    assert (placement.request_id, placement.request_rule) == ("images", rule)
    assert placement.request_problem is None


def test_an_unknown_request_is_said_with_all_candidates() -> None:
    placement = place("letter.pdf", sign("reference", "999"))
    assert placement.request_id is None
    assert placement.request_problem == "request unknown: no request folder, reference or thread"
    assert placement.request_candidates == ("hospitals", "images")


def test_a_folder_deeper_down_is_no_request_folder() -> None:
    assert place("new/images/letter.pdf").request_id is None


def test_a_reference_of_two_requests_does_not_tell() -> None:
    placement = place("letter.pdf", sign("reference", "shared/1"))
    assert placement.request_problem == "request unknown: its reference names hospitals and images"
    assert placement.request_candidates == ("hospitals", "images")


def test_the_folder_comes_before_a_reference() -> None:
    assert place("images/a.pdf", sign("reference", "1406745")).request_id == "images"


def test_a_reference_inside_a_longer_number_is_not_it() -> None:
    assert place("91406745.pdf").request_id is None
    assert place("letter.pdf", sign("reference", "91406745")).request_id is None


def test_a_decision_comes_first() -> None:
    placement = place("images/a.pdf", decisions=(decide("request", "hospitals"),))
    assert (placement.request_id, placement.request_rule) == ("hospitals", "decision")


def test_a_decision_for_a_request_that_is_gone_does_not_hold() -> None:
    assert place("images/a.pdf", decisions=(decide("request", "gone"),)).request_id == "images"


def test_the_last_decision_holds() -> None:
    both = (decide("force", "durham"), decide("force", "kent"))
    assert place("a.pdf", decisions=both).forces == ("kent",)


def test_the_thread_is_followed_to_its_end() -> None:
    def message(number: int, answers: int | None, *, folder: str = "") -> Delivered:
        signs = [sign("message_id", f"m{number}")]
        if answers is not None:
            signs.append(sign("in_reply_to", f"m{answers}"))
        delivery = Delivery(f"{number}.eml", "mail", f"{folder}{number}.eml")
        return Delivered(f"{number}" * 64, (delivery,), tuple(signs))

    thread = [message(3, 2), message(2, 1), message(1, None, folder="images/"), message(9, 8)]
    placed = place_all(thread, REQUESTS, [])
    assert [(p.request_id, p.request_rule) for p in placed] == [
        ("images", "thread"),
        ("images", "thread"),
        ("images", "folder"),
        (None, ""),
    ]


@pytest.mark.parametrize(
    ("path", "signs", "facts", "rule"),
    [
        ("a.pdf", (sign("domain", "durham.police.uk"), sign("force", "durham")), {}, "domain and text"),
        ("Durham.pdf", (sign("force", "durham"),), {}, "file name and text"),
        ("reply_durham_1406745.pdf", (sign("force", "durham"),), {}, "file name and reference and text"),
        ("hospitals/durham/a.pdf", (sign("domain", "durham.police.uk"),), {}, "domain and folder"),
        ("a.pdf", (sign("reference", "FOI 1306/25"), sign("force", "cumbria")), {}, "reference and text"),
        ("a.pdf", (sign("force", "durham"),), {"sender": "foi <foi@durham.police.uk>"}, "domain and text"),
        ("a.pdf", (sign("force", "durham"),), {"force_hint": "durham"}, "source and text"),
    ],
)
def test_two_kinds_of_sign_tell_the_force(
    path: str, signs: tuple[Sign, ...], facts: dict[str, str], rule: str
) -> None:
    placement = place(path, *signs, **facts)
    assert placement.forces in {("durham",), ("cumbria",)}
    assert placement.force_rule == rule
    assert placement.force_problem is None


@pytest.mark.parametrize(
    ("path", "signs", "problem"),
    [
        ("a.pdf", (), "force unknown: no sign of a force"),
        ("a.pdf", (sign("force", "durham"),), "force unknown: only one kind of sign (text says durham)"),
        (
            "Kent.pdf",
            (sign("force", "durham"),),
            "force unknown: signs differ (file name says kent; text says durham)",
        ),
        (
            "Kent.pdf",
            (sign("force", "durham"), sign("domain", "durham.police.uk")),
            "force unknown: signs differ (domain says durham; file name says kent; text says durham)",
        ),
    ],
)
def test_signs_that_do_not_tell_the_force_are_said(path: str, signs: tuple[Sign, ...], problem: str) -> None:
    placement = place(path, *signs)
    assert placement.forces == ()
    assert placement.force_problem == problem


def test_a_letter_may_name_other_forces_beside_its_own() -> None:
    signs = (sign("force", "durham"), sign("force", "cumbria"), sign("domain", "durham.police.uk"))
    assert place("a.pdf", *signs).forces == ("durham",)


def test_a_joint_reply_speaks_for_both() -> None:
    signs = (sign("force", "norfolk"), sign("force", "suffolk"), sign("domain", "norfolk.police.uk"))
    joint = (*signs, sign("domain", "suffolk.police.uk"))
    assert place("a.pdf", *joint).forces == ("norfolk", "suffolk")


def test_a_decision_may_name_several_forces() -> None:
    placement = place("a.pdf", decisions=(decide("force", "norfolk|suffolk"),))
    assert (placement.forces, placement.force_rule) == (("norfolk", "suffolk"), "decision")


def test_a_reference_of_another_request_tells_no_force() -> None:
    placement = place("images/a.pdf", sign("reference", "1406745"), sign("force", "durham"))
    assert placement.force_problem == "force unknown: only one kind of sign (text says durham)"
    assert placement.force_candidates == ("durham",)
