"""Persons in answers: who is asked for by an office or a trade, and who stands behind it in the text."""

from __future__ import annotations

import re

from index.bylines import has_surname
from index.normal import normalise
from qa.answering.offices import asked_office, is_held_there
from qa.answering.whois import NOUN, who_is

_HELD = (
    r"(?:书记|市长|县长|区长|镇长|省长|州长|局长|处长|科长|主任|主席|院长|校长|园长|馆长|会长|站长|队长|社长|厂长|教练|经理|董事长"
    r"|秘书长|常委|部长|委员|检察长|领导|台长|行长|教授|记者|选手|队员|同志|教师|代表)"
)
_STOPS = "。！？!?\n：:；;"
_PERSON = re.compile(
    rf"(?P<office>.*{_HELD})?(?P<name>[\u4e00-\u9fff]{{2,3}}?)"
    r"(?P<after>等?(?:出席|参加|列席|主持|陪同|分别|先后|一同|一起|参会|到会|参与|发言|致辞|在座).*)?"
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,}")
_GLUE = re.compile(r"[\s“”\"■□（(]*$")


def is_person(span: str) -> bool:
    """Whether a span is a person's name, or several, alone or behind an office.

    >>> is_person("市委书记仲旭东"), is_person("春恰"), is_person("舒畅、甘棠")
    (True, False, True)
    """
    parts = re.split(r"、|[和与及](?=[\u4e00-\u9fff]{2,3}$)", normalise(span).text)
    return all(_one_person(part) for part in parts[-1:]) and len(span) <= 30 and all(map(_short, parts))


def _short(part: str) -> bool:
    return _one_person(part) or re.search(rf"{NOUN}$", part) is not None


def _one_person(part: str) -> bool:
    name = re.sub(r"[\s“”\"]|\(.*?\)|(?:女士|先生|小姐|同志|博士|院士|教授|老师)$", "", part)
    if not _HAN_NAME.fullmatch(name):
        return re.fullmatch(r"[A-Za-z]+(?:[·. ][A-Za-z]+)*", name) is not None
    office = re.match(rf".*(?:{NOUN}|[家者员长师手人生士])(?=..)", name)
    bare = name[office.end() :] if office else name
    if "·" in bare:
        return True
    return (2 <= len(bare) <= 4 and has_surname(bare)) or re.fullmatch(
        r"[老小阿][\u4e00-\u9fff]", bare
    ) is not None


def holds_office(question: str, text: str, start: int, end: int) -> bool:
    """Whether a name stands right behind the office (or before it, as in 任命…为) that a question asks about.

    The office must be the whole one: 纪委书记 is not 市委书记, and 局长 alone only where the question has no
    more of it. Whose office it is, is not looked at.

    >>> holds_office("市财政局局长叫什么?", "昨天，市财政局局长钱不换说", 9, 12)
    True
    >>> holds_office("市纪委书记是谁?", "市委书记仲旭东讲话", 4, 7)
    False
    """
    asked = who_is(question)
    if asked is None or not is_person(text[start:end]):
        return False
    ranked = asked_office(question)
    if ranked is not None:
        return is_held_there(ranked, text, start, end)
    office = asked.office
    head = re.search(rf"{NOUN}$", office)
    if head is None:
        return False
    inside = re.match(rf".*{NOUN}", text[start:end])
    said = _GLUE.sub("", text[max(0, start - 24) : start]) + (inside.group() if inside else "")
    modifier = office[: head.start()][-2:]
    return said.endswith(head.group()) and said.removesuffix(head.group()).endswith(modifier)


def roster(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The names of persons that commas part, if a span meets them: 、 stands between the offices of one.

    >>> text = "市委常委、常务副市长陆明川，副市长方楚，秘书长沈若岚出席。"
    >>> [text[a:b] for a, b in roster(text, 13, 18)]
    ['陆明川', '方楚', '沈若岚']
    """
    left, right = start, end
    while left > 0 and text[left - 1] not in _STOPS:
        left -= 1
    while right < len(text) and text[right] not in _STOPS:
        right += 1
    runs: list[list[tuple[int, int, bool]]] = [[]]
    for clause in re.finditer(r"[^，,]+", text[left:right]):
        person = _PERSON.fullmatch(clause.group())
        if person is None or not has_surname(person["name"]):
            runs.append([])
            continue
        at = left + clause.start()
        runs[-1].append((at + person.start("name"), at + person.end("name"), person["office"] is not None))
        if person["after"]:
            runs.append([])
    for run in runs:
        named = [(first, last) for first, last, _ in run]
        # Two bare words of two characters may be anything; two that hold offices are persons.
        enough = 2 if all(office for *_, office in run) else 3
        if len(run) >= enough and named[0][0] < end and start < named[-1][1]:
            return tuple(named)
    return ()
