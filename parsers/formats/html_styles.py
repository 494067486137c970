"""The style sheets inside a web page: which rules speak of an element, and what they say of how it looks.

No more is understood than hiding needs: tags, classes, ids, attributes, what stands within what, and `:not`.
A rule with other signs, or for paper or narrow windows only, is none.
"""

from __future__ import annotations

import base64
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, unquote_to_bytes

from parsers.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from lxml.etree import _Element

Look = dict[str, str]
"""What is said of an element, by the name of the property."""
TOLD = frozenset(
    re.findall(
        r"[\w-]+",
        "background background-clip background-color background-image clip clip-path color display filter"
        " font font-size height left margin-left max-height max-width mso-hide opacity overflow position"
        " right text-indent text-shadow top transform visibility width",
    )
)
_MOST_RULES, _MOST_TRIES = 20_000, 1_500_000
_CARRIED = re.compile(r"data:text/css((?:;[\w=-]{1,40}){0,3}),(.*)", re.IGNORECASE | re.DOTALL)
_ENDS = re.compile(r"[{};]")
_QUOTED = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_ANYWHERE = frozenset(("all", "screen", "only", "and", ""))
_STEP = re.compile(r"\s*(>)\s*|\s+")
_SIMPLE = re.compile(
    r"(?P<kind>[.#])(?P<name>[\w-]+)"
    r"|\[\s*(?P<about>[\w-]+)\s*(?:(?P<how>[~|^$*]?=)\s*(?P<value>\"[^\"]*\"|'[^']*'|[\w-]+)\s*)?\]"
    r"|:not\((?P<but>[^()]*)\)"
    r"|(?P<tag>\*|[A-Za-z][\w-]*)"
)


class Simple(NamedTuple):
    """One condition: on the tag, a class, the id or another attribute; `wanted` is false after `:not`."""

    kind: str
    name: str
    value: str = ""
    wanted: bool = True

    def holds_of(self, element: _Element) -> bool:
        """Say whether an element fulfils it."""
        return self._is_met(element) is self.wanted

    def _is_met(self, element: _Element) -> bool:
        if self.kind == "tag":
            return self.name in {"*", element.tag}
        if self.kind == ".":
            return self.name in element.get("class", "").split()
        if self.kind == "#":
            return element.get("id") == self.name
        found = element.get(self.name)
        return found is not None and _MEANINGS[self.kind](found, self.value)


_MEANINGS: dict[str, Callable[[str, str], bool]] = {
    "has": lambda _, __: True,
    "=": str.__eq__,
    "~=": lambda found, value: value in found.split(),
    "|=": lambda found, value: found == value or found.startswith(f"{value}-"),
    "^=": str.startswith,
    "$=": str.endswith,
    "*=": str.__contains__,
}


@dataclass(frozen=True, slots=True)
class _Rule:
    """A selector from its last part outwards, each with how it is around the one before; and what it says."""

    steps: tuple[tuple[str, tuple[Simple, ...]], ...]
    weight: tuple[int, int, int]
    order: int
    says: Mapping[str, str]

    def fits(self, element: _Element) -> bool:
        """Say whether it speaks of an element."""
        _, own = self.steps[0]
        return all(simple.holds_of(element) for simple in own) and _stands(element, self.steps[1:])


def _stands(element: _Element, steps: tuple[tuple[str, tuple[Simple, ...]], ...]) -> bool:
    """Say whether an element stands within the elements that the further parts of a selector name."""
    # The nearest that fits is taken: another choice fits only where parents and ancestors are mixed.
    around = element.getparent()
    for how, simples in steps:
        while around is not None and not all(simple.holds_of(around) for simple in simples):
            if how == ">":
                return False
            around = around.getparent()
        if around is None:
            return False
        around = around.getparent()
    return True


@dataclass(slots=True)
class StyleSheet:
    """All rules of a page by what their last part asks for first."""

    rules: dict[str, list[_Rule]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0
    tries: int = 0

    def add(self, css: str) -> None:
        """Take in the text of a `style` element.

        Raises:
            UnreadableError: when there are more rules than any page has.
        """
        for selectors, body in _rules(css):
            says = told(body)
            if not says:
                continue
            for selector in selectors.split(","):
                self._take(selector.strip(), says)

    def _take(self, selector: str, says: Look) -> None:
        steps = _steps(selector)
        if not steps:
            return
        self.count += 1
        if self.count > _MOST_RULES:
            raise UnreadableError(f"the page has more than {_MOST_RULES:,} rules of style; ask for it as PDF")
        simples = [simple for _, part in steps for simple in part]
        ids = sum(simple.kind == "#" for simple in simples)
        tags = sum(simple.kind == "tag" and simple.name != "*" for simple in simples)
        any_tag = sum(simple.kind == "tag" for simple in simples) - tags
        weight = (ids, len(simples) - ids - tags - any_tag, tags)
        self.rules[_key(steps[0][1])].append(_Rule(steps, weight, self.count, says))

    def look(self, element: _Element) -> Look:
        """Return what the rules say of an element, the weightiest last.

        Raises:
            UnreadableError: when there are so many rules for so many elements that it would take minutes.
        """
        keys = [f".{name}" for name in element.get("class", "").split()]
        keys += [f"#{element.get('id')}", str(element.tag), "*"]
        found = [rule for key in dict.fromkeys(keys) for rule in self.rules.get(key, ())]
        self.tries += len(found)
        if self.tries > _MOST_TRIES:
            raise UnreadableError("the page's rules of style are too many; ask for it as PDF")
        fitting = [rule for rule in found if rule.fits(element)]
        look: Look = {}
        for rule in sorted(fitting, key=lambda rule: (rule.weight, rule.order)):
            overlay(look, rule.says)
        return look


def overlay(look: Look, says: Mapping[str, str]) -> None:
    """Lay what is said over a look; what is marked as important stays but for what is so too."""
    for name, value in says.items():
        if "!important" in value or "!important" not in look.get(name, ""):
            look[name] = value


def told(body: str) -> Look:
    """Return what declarations say that matters here, in small letters."""
    look: Look = {}
    for declaration in body.split(";"):
        name, _, value = declaration.partition(":")
        name = name.strip().lower()
        if name in TOLD and value.strip():
            overlay(look, {name: value.replace("! ", "!").strip().lower()})
    return look


def is_for_screens(media: str) -> bool:
    """Say whether rules for such media count on any screen."""
    words = re.split(r"[\s,]+", media.strip().lower())
    return all(word in _ANYWHERE for word in words)


def carried_sheet(link: _Element) -> str | None:
    """Return the rules that a link brings with it, "" if it is no style sheet, None if in another file."""
    names, place = link.get("rel", "").lower().split(), link.get("href", "").strip()
    if "stylesheet" not in names or "alternate" in names or not place:
        return ""
    found = _CARRIED.fullmatch(place)
    if found is None:
        return None
    packed = ";base64" in (found[1] or "").lower()
    try:
        data = base64.b64decode(unquote(found[2])) if packed else unquote_to_bytes(found[2])
    except ValueError:
        return None
    return data.decode("utf-8", errors="replace")


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Yield the selectors and declarations of each rule that counts on any screen."""
    css = _QUOTED.sub(lambda match: re.sub("[{};]", " ", match[0]), _without_comments(css))
    start = 0
    open_: list[tuple[str, str, int]] = []
    for match in _ENDS.finditer(css):
        kind = open_[-1][0] if open_ else "group"
        if match[0] == "{":
            head = css[start : match.start()].strip()
            open_.append((_kind(head) if kind == "group" else "none", head, match.end()))
            start = match.end()
        elif match[0] == "}":
            if open_:
                kind, head, begin = open_.pop()
                if kind == "rule":
                    yield head, css[begin : match.start()]
            start = match.end()
        elif kind == "group":
            start = match.end()


def _without_comments(css: str) -> str:
    kept, start = [], 0
    while (begin := css.find("/*", start)) >= 0:
        kept.append(css[start:begin])
        end = css.find("*/", begin + 2)
        if end < 0:
            start = len(css)
            break
        start = end + 2
    kept.append(css[start:])
    return "".join(kept).replace("<!--", " ").replace("-->", " ")


def _kind(head: str) -> str:
    if not head.startswith("@"):
        return "rule"
    name, _, rest = head.partition(" ")
    match name.lower():
        case "@media":
            return "group" if is_for_screens(rest) else "none"
        case "@supports" | "@layer":
            return "group"
    return "none"


def _steps(selector: str) -> tuple[tuple[str, tuple[Simple, ...]], ...]:
    """Return a selector from its last part outwards, () where it is not understood."""
    parts: list[tuple[str, tuple[Simple, ...]]] = []
    how, at = "", 0
    while at < len(selector):
        simples, at = _simples(selector, at)
        if not simples:
            return ()
        step = _STEP.match(selector, at)
        if at < len(selector) and step is None:
            return ()
        parts.append((how, simples))
        if step is not None:
            how, at = step[1] or " ", step.end()
    # How a part stands to the one within it is written before that one.
    parts.reverse()
    hows = ["", *(how for how, _ in parts)]
    return tuple((how, simples) for how, (_, simples) in zip(hows, parts, strict=False))


def _simples(selector: str, at: int) -> tuple[tuple[Simple, ...], int]:
    found: list[Simple] = []
    while (match := _SIMPLE.match(selector, at)) is not None:
        at = match.end()
        if match["kind"]:
            found.append(Simple(match["kind"], match["name"]))
        elif match["about"]:
            value = (match["value"] or "").strip("\"'")
            found.append(Simple(match["how"] or "has", match["about"].lower(), value))
        elif match["tag"]:
            found.append(Simple("tag", match["tag"].lower()))
        else:
            inner, end = _simples(match["but"].strip(), 0)
            if len(inner) != 1 or end < len(match["but"].strip()):
                return (), at
            found.append(inner[0]._replace(wanted=False))
    return tuple(found), at


def _key(simples: Iterable[Simple]) -> str:
    """Return what a rule is looked up by: an id before a class before a tag."""
    wanted = [simple for simple in simples if simple.wanted]
    for kind in "#.":
        for simple in wanted:
            if simple.kind == kind:
                return f"{kind}{simple.name}"
    return next((simple.name for simple in wanted if simple.kind == "tag"), "*")
