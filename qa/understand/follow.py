"""Follow-ups made whole from the questions before them, without a language model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.social import recognise
from qa.understand.bare import asks_of_measure, body_of, carried, join, leaves_person, rephrased
from qa.understand.ellipsis import filled_in, has_own_name, named_alone
from qa.understand.form import asks_openly, plain, strip_marks
from qa.understand.named import ARTICLE
from qa.understand.names import Names
from qa.understand.odd import first_of_several
from qa.understand.offices import body_with
from qa.understand.pointing import asks_field, person_meant, points_to_article, resolved
from qa.understand.prepositions import put_behind
from qa.understand.slots import OFFICE, fill, time_only, times_in
from qa.understand.topics import content_of, needs_subject, person_in, thing_in

Turn = tuple[str, str]
_TURNS = 8

_OPENING = re.compile(
    r"^(?:那么|那(?!里|儿|个|些|时|天|年|位|家|座|场|次|篇|条|名|所|支|项|种|案[子件](?!呢)|官司(?!呢)|桥(?!呢))"
    r"|还有|另外|再问一?下|再问|至于|可是|但是|不过|然后|接着|哦|嗯|好的?)[,，、 ]*"
)
_THANKS = re.compile(
    r"^(?:(?:谢谢|多谢)(?:你|您|了|啦)?|明白了?|知道了?|懂了|收到|好的|嗯|哦|原来如此)[,，、。! ]+(?=..)"
)
# 封闭期间货车怎么走: when, of what was spoken of.
_DURING = re.compile(r"[^,，]{0,6}?(?:期间|以后|之后|之前|以前|的时候)(?=..)")
# Beginnings before which the subject is missing, and things that are one of many in every story.
_NO_SUBJECT = re.compile(
    r"有(?!关|哪些新|什么新)|要|能|会(?!议|是)|最(?!近|新)|现在|目前|几点|几[^\u4e00-\u9fff]?|多|谁(?!是|当|任|获|得)|什么时候|何时|怎么|如何|为什么|为何|在哪|来自|高于|低于|超过"
    r"|还|需要|可以|是否|是不是|花|用|由|从|到|免费|收费|已经|一共|总共|主要|具体|共"
)
_STANDS_ALONE = re.compile(
    r"(?:现任|新任)?(?:[\u4e00-\u9fff]{1,3})?(?:书记|市长|县长|区长|镇长|局长|主席|省长|总理)(?:是谁|是哪|叫什么)|谁(?:是|当|任|获|得|当选|主持|参加)|[\u4e00-\u9fff]{1,6}在(?:哪里|哪儿|什么地方)$|什么是"
)
_GENERIC = re.compile(
    r"会是|会议|会上|大会|比赛|赛事|活动|方案|计划|项目|工程|仪式|报告|政策|办法|规定|展览|论坛|事故|现场|儿童|小孩|孩子|老人|老年人|学生|外地人|游客|市民|居民|村民|家长|狗|宠物|车辆"
    r"|(?:书记|市长|县长|局长|主任|校长|院长|教练|经理|负责人|专家)(?:说|讲|强调|指出|要求|表示|介绍|去|来|怎么看|怎么说|参加|出席)"
)
# A thing with a name of its own, of which something is asked: 棒球赛谁赢了.
_NAMED_THING = re.compile(
    r"(?![这那该此本])[\u4e00-\u9fffA-Z\d]{2,10}?(?:赛|展|节|馆|桥|医院|学校|公园|全会|方案|条例|公司|案|村|镇|街|路|小区|水库|机场|站)"
    r"(?:谁|在|什么|哪|有|多|几|要|是|的|将|会|怎|为|能|打|开|到)"
)
_MORE = re.compile(
    r"(?:还有|其他的?|别的|另外)(?:(?:别|其他)的?|的)?(?:报道|新闻|文章|消息)?(?:呢|吗|没有|什么|哪些)?"
)
_WITHIN = re.compile(r"(?P<of>村|镇|社区|小区|厂|校|馆|园|县)[里内上](?=[\u4e00-\u9fff]{2})")
_OWN_THING = re.compile(
    r"(?:赛|展|节|馆|桥|会|案|院|校|厂|队|站|园|村|镇|路|街|仪式|活动|论坛|方案|项目|工程|公司)$"
)
_ITS_OFFICE = re.compile(rf"(?:它的|其)?(?P<office>{OFFICE})(?:又|都)?(?:是|叫|姓)(?:谁|什么|啥|哪)")
_THEN = re.compile(r"^(?:当时|那时候?|届时|当天|那天|这天|同一天|同日)")


def whole_questions(question: str, history: Sequence[Turn], names: Names) -> list[str]:
    """The ways to make a follow-up whole, best first; the question itself where it is whole.

    Args:
        question: As it was typed.
        history: Question and answer of the turns before, oldest first.
        names: Of the archive.
    """
    turns = history[-_TURNS:]
    before: list[Turn] = []
    subjects: list[str] = []

    def keep(line: str, answer: str) -> None:
        whole = _ways(line, before, names, subjects)[0]
        subjects.append(_kept(line, whole, _topic(before, names, strip_marks(line), subjects)))
        before.append((whole, answer))

    for asked, answer in turns:
        line = plain(asked)
        if not line or recognise(line) is not None:
            continue
        first, others = first_of_several(line, following=bool(before))
        keep(first, answer)
        for other in others:
            keep(other, "")  # only the first question's words are the turn's answer
    return _ways(plain(question), before, names, subjects)


def _kept(line: str, whole: str, subject: str) -> str:
    """The subject that a turn was given from the turns before it; "" where it has one of its own.

    澜浦半马报名费多少, then 奖金多少: what comes next is asked of the race again, and not of its prize.
    """
    if not subject or subject in line or not whole.startswith(subject):
        return ""
    # 白鹭队, then 半决赛门票多少钱: what comes next is asked of that match.
    return "" if _OWN_THING.search(carried(whole)[len(subject) :]) else subject


def _ways(line: str, before: Sequence[Turn], names: Names, subjects: Sequence[str]) -> list[str]:
    if not before:
        return [line]
    last, answer = before[-1]
    mark = "?" if line.endswith(("?", "？")) else ""
    core = _THANKS.sub("", strip_marks(line))
    old = strip_marks(last)
    person = person_meant(before, names, "她" if "她" in core else "他")
    told = rephrased(core, old, answer, _topic(before, names, "", subjects), person)
    if told is not None:
        return [told + "?"]
    opened = _OPENING.sub("", core)
    asked_before = opened != core
    core = opened if len(opened) >= 1 else core
    made: list[str] = []
    if old and _MORE.fullmatch(strip_marks(line)):
        return [old + "?"]
    again = re.match(
        r"(?:那|到)*(?P<time>[^,，]{2,12}?)(?P<rest>(?:要|能|会|是|有|共|一共|总共|又|来|去|增长|达到).*)$",
        core,
    )
    if again and time_only(again["time"]) and again["rest"] in old and len(again["rest"]) >= 2:
        # 那2030年要达到多少: the day is new, what is asked of it was asked before.
        return [(fill(again["time"], old, names) or line) + "?"]
    new = named_alone(core, asked_before=asked_before)
    behind = put_behind(core, old)
    if behind is not None:
        return [behind + "?"]
    if new is not None:
        made = filled_in(new, old, names, of=re.search(r"的(?:呢)?$", core) is not None)
        if made:
            return [one + "?" for one in dict.fromkeys(made)]
    if points_to_article(core) or asks_field(core):
        return [line]
    pointed = resolved(core, before, _topic(before, names, "", subjects), names)
    if pointed is not None:
        return [pointed + mark]
    placed = _placed(core, before)
    core, line = placed, line if placed == core else placed + mark
    topic = _topic(before, names, core, subjects)
    person = person_in(answer, names) if re.search("谁|叫什么|哪位", old) else ""
    if not topic:
        return [line]
    office = _ITS_OFFICE.match(core)
    house = body_with(office["office"], topic) if office else ""
    if house:
        # 校长是谁, of a school that was spoken of: never that of another one.
        return [join(house, core) + mark]
    if re.match(r"(?:去|前|明|今|上一?)年|上(?:一)?届", core):
        topic = re.sub(r"^第[一二三四五六七八九十\d]+届", "", topic)  # another year is another one of them
    then = _THEN.match(core)
    if then or needs_subject(core):
        rest = core[then.end() :] if then else core
        ways = [join(topic, rest) + mark]
        if times_in_front(topic) and _names_one(answer) and re.search("什么|哪", old):
            # 上周末有什么比赛, and one was told: what is asked next is asked of it.
            ways.append(join(strip_marks(answer), rest) + mark)
        if person and re.match(r"(?:什么时候|哪年|多大|是哪|今年|毕业|担任|职务|年龄|来自|在哪)", rest):
            ways.insert(0, person + rest + mark)
        return ways
    if has_own_name(core, names) or re.search(ARTICLE, core):
        place = re.match(r"(?:倒头条|头条|报眼|评论|图片)", core)
        return [join(topic, core) + mark, line] if place and re.search(r"版|报", topic) else [line]
    # What of it is new may only make sense with the subject before it (首班车几点开), or be a subject of its
    # own (棒球赛在哪里): what a question must begin with tells, and where both are likely, the search.
    new = content_of(core)
    asks = (
        asks_openly(core)
        or re.search(r"..不$|吗$|没有$|了没$|([\u4e00-\u9fff])不\1|有没有|是否", core) is not None
    )
    if asks and _DURING.match(core) and _shares(new, old):
        return [join(topic, core) + mark, line]
    if not asks or len(new) > 8 or _shares(new, old):
        return [line]
    joined = join(topic, core) + mark
    how_to = re.match(r"该?(?:怎么|如何)", core) is not None and len(new) >= 3
    if how_to or (_NAMED_THING.match(core) and not _GENERIC.match(core)):
        return [line, joined]
    carries = len(new) <= 4 and not _STANDS_ALONE.match(core) and not (times_in_front(core) and new)
    carries = carries or bool(_NO_SUBJECT.match(core) and len(new) <= 4) or bool(_GENERIC.match(core))
    return list(dict.fromkeys([joined, line] if carries else [line, joined]))


def _placed(core: str, before: Sequence[Turn]) -> str:
    """村里有多少户 with the village that was spoken of; the question itself where none was."""
    place = _WITHIN.match(core)
    if place is None:
        return core
    for asked, answer in reversed(before):
        for text in (strip_marks(asked), strip_marks(answer)):
            thing = thing_in(text, place["of"])
            if thing and len(thing) <= 12:
                return thing + core[place.end("of") :]
    return core


def _names_one(answer: str) -> bool:
    """Whether an answer is the name of one thing, and no sentence or list."""
    return 2 <= len(answer) <= 24 and re.search(r"[\n、,，。;；:：?？!！]", answer) is None


def times_in_front(text: str) -> bool:
    """Whether a question begins with a day of its own (今年...), as a new one does."""
    return any(span[0] == 0 for _, span in times_in(text))


def _topic(before: Sequence[Turn], names: Names, core: str, subjects: Sequence[str]) -> str:
    """The subject that is carried on: the last one that is more than who says something.

    市委书记是谁, then 有多少委员参加: of an office only what a person does or is goes on, else what it is of,
    or the subject before it.
    """
    said = ""
    for (asked, _), subject in zip(reversed(before[-3:]), reversed(subjects[-3:]), strict=True):
        if asks_field(asked):
            continue  # 谁写的 asks about a piece, and has no subject
        topic = carried(asked, core)
        topic = subject if subject and not asks_of_measure(core) else topic
        bare = re.sub(r"(?:说|表示|讲|认为)$", "", topic)
        if points_to_article(bare):
            continue  # 第二篇是哪天登的: of the report, and not of what it tells
        if core and leaves_person(bare, core):
            topic = bare = body_of(bare)
        if not bare:
            continue
        if bare == topic or not (names.index.has(bare, "person") or len(bare) <= 4):
            return topic
        said = said or bare
    return said


def _shares(words: str, old: str) -> bool:
    return any(words[i : i + 2] in old for i in range(len(words) - 1))
