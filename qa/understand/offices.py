"""Follow-ups that name an office or who holds one (市长呢, 仲旭东呢): in the other's place, or who it is."""

from __future__ import annotations

import re

from index.bylines import has_surname
from index.terms import tagged, words
from qa.understand.bare import asks_of_person, carried
from qa.understand.names import Names
from qa.understand.slots import OFFICE
from qa.understand.topics import attribute_cut, topic_of

Span = tuple[int, int]

_OFFICE = re.compile(OFFICE)
_WHO = re.compile("谁|哪位|哪些|什么人")
_PRESENT = re.compile(r"^(?:现任|新任|现在的?|接任的?|新的?)")
_GIVES = r"免去|免除|任命|当选|[担出]任"
_WHOLE = re.compile(rf"(?P<phrase>(?:(?!{_GIVES}|[任为是当谁了的位])[\u4e00-\u9fff]){{2,16}})$")
# What an office is of, by its own word.
_BODIES = (
    ("书记", "镇|村|街道|社区|县|开发区"),
    ("主任", "中心|办公室|办|委员会|委|社区|村|科"),
    ("经理", "公司|集团|酒店|超市|银行"),
    ("董事长", "公司|集团"),
    ("总裁", "公司|集团"),
    ("社长", "合作社|社"),
    ("会长", "协会|商会|学会|联合会"),
    ("院长", "医院|学院|法院|检察院|研究院|剧院|养老院|敬老院|福利院|院"),
    ("校长", "大学|中学|小学|学校|校"),
)


def holder(bare: str, filled: str | None, old: str, names: Names) -> list[str]:
    """What is asked by an office or a person alone, best first; nothing for any other word.

    Args:
        bare: What the follow-up names.
        filled: The question before with a slot of its own kind filled.
        old: The question before.
        names: Of the archive.
    """
    if names.index.has(bare, "person"):
        office = _OFFICE.search(old)
        if filled or office is None or _person(old, names) is not None:
            return []
        return [old[: _town(old, office.start(), names)] + bare + old[office.end() :]]
    present = _PRESENT.sub("", bare)
    if present != bare and _OFFICE.fullmatch(present):
        # 谁被免去了市环境局局长, then 现任局长呢.
        last = _last_office(old, present)
        whole = _WHOLE.search(old[: last.end()]) if last else None
        return [f"{whole['phrase'] if whole else present}是谁"]
    if not _OFFICE.fullmatch(bare):
        return []
    person = _person(old, names)
    if person is not None:
        # 仲旭东在会上做了什么, then 市长呢.
        return [old[: person[0]] + bare + old[person[1] :]]
    if _OFFICE.search(old):
        return [filled] if filled else []
    topic = carried(old) or topic_of(old)
    body = body_with(bare, topic)
    if body:
        return [f"{body}{bare[1:] if body[-1:] == bare[:1] and len(bare) > 2 else bare}是谁", f"{bare}是谁"]
    if attribute_cut(bare) != bare:
        return []
    if _WHO.search(old) and topic:
        # 全会谁讲话, then 市长呢: who it is, and not who speaks.
        return [f"{topic}{bare}是谁", f"{bare}是谁"]
    return [f"{bare}是谁"]


def _last_office(old: str, office: str) -> re.Match[str] | None:
    """Where the question before names the same office last; None where it names none."""
    return next((one for one in reversed([*_OFFICE.finditer(old)]) if one.group().endswith(office)), None)


def _person(text: str, names: Names) -> Span | None:
    """Where the first person of a text stands, with the office before the name."""
    found = names.index.find(text, "person")
    if not found:
        # 张三几岁, whom the archive has not.
        named = _behind_office(text)
        if named is not None:
            return named
        name = re.match(r"[\u4e00-\u9fff]{2,3}$", topic_of(text))
        if name is None or not text.startswith(name.group()) or not has_surname(name.group()):
            return None
        rest = text[name.end() :]
        return (0, name.end()) if asks_of_person(rest) and not _WHO.search(rest) else None
    offices = [one.start() for one in _OFFICE.finditer(text) if one.end() == found[0].start]
    return (_town(text, offices[-1], names) if offices else found[0].start), found[0].end


def _behind_office(text: str) -> Span | None:
    """Where an office stands with a name behind it that does something (市长段山看望了谁); None elsewhere."""
    for office in _OFFICE.finditer(text):
        for end in (office.end() + 2, office.end() + 3):
            name, after = text[office.end() : end], tagged(text[end:])
            known = tagged(name)
            is_word = len(known) == 1 and not known[0][1].startswith("nr")
            if has_surname(name) and not is_word and after and after[0][1][0] in "vpd":
                return office.start(), end
    return None


def _town(text: str, office: int, names: Names) -> int:
    """Where the town before an office begins; the office itself where there is none."""
    for place in names.index.find(text, "place"):
        if place.end == office:
            return place.start
    return office


def body_with(bare: str, topic: str) -> str:
    """The house or town of a topic that has such an office; "" where it has none."""
    heads = next((heads for office, heads in _BODIES if bare.endswith(office)), "")
    if not heads:
        level = re.search(r"([镇乡村县区局厂馆站园队场])长$", bare)
        heads = level[1] if level else ""
    ends, place = [], 0
    for word in words(topic, guess=False):
        place += len(word)
        ends.append(place)
    found = [end for end in ends if heads and re.search(rf"(?:{heads})$", topic[:end]) and end > 1]
    return topic[: found[-1]] if found else ""
