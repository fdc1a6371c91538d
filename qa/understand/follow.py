"""Follow-ups made whole from the questions before them, without a language model."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.bylines import has_surname
from index.terms import words
from qa.social import recognise
from qa.understand.bare import carried, head_of, is_amount, join, leaves_person, rephrased
from qa.understand.form import asks_openly, plain, strip_marks
from qa.understand.named import ARTICLE
from qa.understand.names import Group, Names
from qa.understand.odd import first_of_several
from qa.understand.slots import fill, time_only, times_in
from qa.understand.topics import (
    content_of,
    is_attribute,
    knows_head,
    needs_subject,
    person_in,
    thing_in,
    topic_of,
)

Turn = tuple[str, str]
_TURNS = 8
_OWN: tuple[Group, ...] = ("person", "place", "newspaper", "column")

_OPENING = re.compile(
    r"^(?:那么|那(?!里|儿|个|些|时|天|年|位|家|座|场|次|篇|条|名|所|支|项|种)"
    r"|还有|另外|再问一?下|再问|至于|可是|但是|不过|然后|接着|哦|嗯|好的?)[,，、 ]*"
)
_THANKS = re.compile(
    r"^(?:(?:谢谢|多谢)(?:你|您|了|啦)?|明白了?|知道了?|懂了|收到|好的|嗯|哦|原来如此)[,，、。! ]+(?=..)"
)
# 封闭期间货车怎么走: when, of what was spoken of.
_DURING = re.compile(r"[^,，]{0,6}?(?:期间|以后|之后|之前|以前|的时候)(?=..)")
_ELLIPSIS = re.compile(
    r"^(?P<new>[^,，?？]{1,24}?)(?:呢|又?(?:怎么样|如何|怎样|咋样)呢?|又(?:是|有)?(?:多少|谁|什么|几\S?|哪\S?)呢?|是(?:多少|谁)呢)$"
)
_ARTICLE = re.compile(
    r"[这那该此上](?:一)?(?:篇|则|条|张|组|幅|版)(?:文章|报道|新闻|稿子|稿件|评论|照片|图片|消息|公告)?|(?:该|此|上述)(?:文|报道|新闻|文章|稿|消息)|第[一二三四五六七八九十\d]+(?:篇|条|则)(?!意见|措施|规定|线)"
)
# A field of the article that was just shown, and nothing else.
_FIELD = re.compile(
    r"(?:是)?(?:谁|哪位记者|哪个记者)(?:写|采写|拍|摄|报道|摄影)的?(?:照片)?|(?:作者|记者|通讯员|摄影)(?:是|叫)(?:谁|什么)|哪位记者.{0,4}|(?:登|刊登|刊|发表|印)?在(?:哪|第几|几)个?(?:一)?(?:版|栏目|版面)"
    r"|(?:是)?(?:第几版|哪一版|哪个版|哪一?天(?:的报纸|登的|见报的?|刊登的)|什么时候(?:登|见报|刊登)的?|哪一?期|第几期|总第几期|什么栏目|哪个栏目|哪份报纸.{0,4}|哪家报纸.{0,4})"
    r"|(?:标题|题目)(?:是|叫)什么|照片是谁拍的|(?:有|还有)(?:图片|照片)吗"
)
_HE = re.compile(r"(?<![其吉排维])(?:他|她)(?!们|人|国|乡)(?:本人|自己)?")
_WOMAN = re.compile(r"([\u4e00-\u9fff]{2,4}?)的(?:妻子|女儿|母亲|妈妈|妹妹|姐姐|奶奶|外婆|太太|孙女|女友)")
_MAN = re.compile(r"([\u4e00-\u9fff]{2,4}?)的(?:丈夫|儿子|父亲|爸爸|弟弟|哥哥|爷爷|外公|先生|孙子|男友)")
_THEY = re.compile(r"(?<!其)(?:他们|她们|它们)")
_IT = re.compile(r"它(?!们)")
_PERSON = re.compile(
    r"这(?:位|个)(?:人|书记|市长|局长|教练|老人|选手|老师|院长|校长|记者|作者|专家|村民|作家|画家|同学|学生|小伙|姑娘|女孩|男孩)|此人|该(?:名)?(?:男子|女子|选手|记者|作者|教练|负责人)"
)
_MEASURE = r"(?:一)?(?:个|家|所|座|项|场|次|届|条|支|部|份|种|类|款|处|片|批|本|幅|间|栋|艘|台|起|件)?"
_THING = re.compile(
    rf"(?:该|此|这|那|本次|此次|这次|那次|本届|这届|上述|同一)(?P<measure>{_MEASURE})(?P<head>[\u4e00-\u9fff]{{1,3}})"
)
_BODIES = frozenset(
    ("院", "校", "公司", "企业", "镇", "村", "学院", "医院", "街道", "社区", "局", "市", "县", "省", "区")
)
# Beginnings before which the subject is missing, and things that are one of many in every story.
_NO_SUBJECT = re.compile(
    r"有(?!关|哪些新|什么新)|要|能|会(?!议)|最(?!近|新)|现在|目前|几点|几[^\u4e00-\u9fff]?|多|谁(?!是|当|任|获|得)|什么时候|何时|怎么|如何|为什么|为何|在哪|来自|高于|低于|超过"
    r"|还|需要|可以|是否|是不是|花|用|由|从|到|免费|收费|已经|一共|总共|主要|具体|共"
)
_STANDS_ALONE = re.compile(
    r"(?:现任|新任)?(?:[\u4e00-\u9fff]{1,3})?(?:书记|市长|县长|区长|镇长|局长|主席|省长|总理)(?:是谁|是哪|叫什么)|谁(?:是|当|任|获|得|当选|主持|参加)|[\u4e00-\u9fff]{1,6}在(?:哪里|哪儿|什么地方)$|什么是"
)
_GENERIC = re.compile(
    r"会议|会上|大会|比赛|赛事|活动|方案|计划|项目|工程|仪式|报告|政策|办法|规定|展览|论坛|事故|现场|儿童|小孩|孩子|老人|老年人|学生|外地人|游客|市民|居民|村民|家长|狗|宠物|车辆"
    r"|(?:书记|市长|县长|局长|主任|校长|院长|教练|经理|负责人|专家)(?:说|讲|强调|指出|要求|表示|介绍|去|来|怎么看|怎么说|参加|出席)"
)
# A thing with a name of its own, of which something is asked: 棒球赛谁赢了.
_NAMED_THING = re.compile(
    r"(?![这那该此本])[\u4e00-\u9fffA-Z\d]{2,10}?(?:赛|展|节|馆|桥|医院|学校|公园|全会|方案|条例|公司|案|村|镇|街|路|小区|水库|机场|站)"
    r"(?:谁|在|什么|哪|有|多|几|要|是|的|将|会|怎|为|能|打|开|到)"
)
_REGION = re.compile(r"全[国省市县区]|[省市县区镇村]$|国内|国外|[我本]省|周末|平时")
_EVENT = re.compile(r"(?:这|那)(?:件|个|回)?事(?:情|儿)?|此事|该事|这一(?:事件|消息)|(?:这|那)一?(?:切|情况)")
_THERE = re.compile(r"那里|那儿|那边|这里|这儿|当地|该地|此地|那个地方|这个地方")
_ITS = re.compile(r"(?<![尤极与何])其(?![中他实它余次])")
_THEN = re.compile(r"^(?:当时|那时候?|届时|当天|那天|这天|同一天|同日)")
_NOT_POINTING = re.compile(
    r"这份报|这张报|这家报|这期报|这几天|这周|这个?月|这年|这两天|这段时间|该怎么|该如何|应该|该不该|该去|该注意|该找|该由|这样|这么|那么|那样|本该"
)


def whole_questions(question: str, history: Sequence[Turn], names: Names) -> list[str]:
    """The ways to make a follow-up whole, best first; the question itself where it is whole.

    Args:
        question: As it was typed.
        history: Question and answer of the turns before, oldest first.
        names: Of the archive.
    """
    turns = history[-_TURNS:]
    before: list[tuple[str, str]] = []
    for asked, answer in turns:
        line = plain(asked)
        if not line or recognise(line) is not None:
            continue
        first, others = first_of_several(line, following=bool(before))
        before.append((_ways(first, before, names)[0], answer))
        for other in others:
            # Only the first question's words are the turn's answer.
            before.append((_ways(other, before, names)[0], ""))
    return _ways(plain(question), before, names)


def points_to_article(question: str) -> bool:
    """Whether a question points to an article that was just shown (这篇, 第二条)."""
    return _ARTICLE.search(question) is not None


def asks_field(question: str) -> bool:
    """Whether a question asks for a field of what was just shown, and nothing else (登在哪一版)."""
    return _FIELD.fullmatch(strip_marks(question)) is not None


def article_number(question: str) -> int | None:
    """Which of the articles shown is meant by 第二篇: 2; None where none is counted."""
    match = re.search(r"第([一二三四五六七八九十\d]+)(?:篇|条|则)(?!意见|措施|规定|线)", question)
    if not match:
        return None
    return int(match[1]) if match[1].isdigit() else "一二三四五六七八九十".find(match[1][0]) + 1 or None


def _ways(line: str, before: Sequence[Turn], names: Names) -> list[str]:
    if not before:
        return [line]
    last, answer = before[-1]
    mark = "?" if line.endswith(("?", "？")) else ""
    core = _THANKS.sub("", strip_marks(line))
    old = strip_marks(last)
    person = _person(before, names, "她" if "她" in core else "他")
    told = rephrased(core, old, answer, _topic(before, names), person)
    if told is not None:
        return [told + "?"]
    opened = _OPENING.sub("", core)
    asked_before = opened != core
    core = opened if len(opened) >= 1 else core
    made: list[str] = []
    if re.fullmatch(r"(?:还有|其他的?|别的|另外)(?:的)?(?:呢|吗|什么|哪些)?", strip_marks(line)) and old:
        return [old + "?"]
    again = re.match(
        r"(?:那|到)*(?P<time>[^,，]{2,12}?)(?P<rest>(?:要|能|会|是|有|共|一共|总共|又|来|去|增长|达到).*)$",
        core,
    )
    if again and time_only(again["time"]) and again["rest"] in old and len(again["rest"]) >= 2:
        # 那2030年要达到多少: the day is new, what is asked of it was asked before.
        return [(fill(again["time"], old, names) or line) + "?"]
    new = _ellipsis(core, asked_before=asked_before)
    if new is not None:
        made = _filled(new, old, names, of=re.search(r"的(?:呢)?$", core) is not None)
        if made:
            return [one + "?" for one in dict.fromkeys(made)]
    if _ARTICLE.search(core) or _FIELD.fullmatch(core):
        return [line]
    pointed = None if _NOT_POINTING.search(core) and not _HE.search(core) else _resolve(core, before, names)
    if pointed is not None:
        return [pointed + mark]
    topic = _topic(before, names)
    person = person_in(answer, names) if re.search("谁|叫什么|哪位", old) else ""
    if not topic:
        return [line]
    if re.match(r"(?:去|前|明|今|上一?)年|上(?:一)?届", core):
        topic = re.sub(r"^第[一二三四五六七八九十\d]+届", "", topic)  # another year is another one of them
    then = _THEN.match(core)
    if then or needs_subject(core):
        rest = core[then.end() :] if then else core
        ways = [join(topic, rest) + mark]
        if person and re.match(r"(?:什么时候|哪年|多大|是哪|今年|毕业|担任|职务|年龄|来自|在哪)", rest):
            ways.insert(0, person + rest + mark)
        return ways
    if _own(core, names) or re.search(ARTICLE, core):
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
    # 市委书记是谁, then 有多少委员参加: of a person only what a person does or is goes on.
    carries = carries and not leaves_person(topic, core)
    return list(dict.fromkeys([joined, line] if carries else [line, joined]))


def times_in_front(text: str) -> bool:
    """Whether a question begins with a day of its own (今年...), as a new one does."""
    return any(span[0] == 0 for _, span in times_in(text))


def _topic(before: Sequence[Turn], names: Names) -> str:
    """The subject that is carried on: the last one that is more than who says something."""
    said = ""
    for asked, _ in reversed(before[-3:]):
        if _FIELD.fullmatch(strip_marks(asked)):
            continue  # 谁写的 asks about a piece, and has no subject
        topic = carried(asked)
        bare = re.sub(r"(?:说|表示|讲|认为)$", "", topic)
        if not bare:
            continue
        if bare == topic or not (names.index.has(bare, "person") or len(bare) <= 4):
            return topic
        said = said or bare
    return said


def _ellipsis(core: str, asked_before: bool) -> str | None:
    """What alone a follow-up names (那2030年呢), None for one that asks by itself."""
    match = _ELLIPSIS.match(core)
    if match:
        new = match["new"]
    elif (
        asked_before and len(core) <= 10 and not asks_openly(core) and not re.search(r"吗$|没有$", core)
    ) or (time_only(core) and len(core) <= 12):
        new = core
    else:
        return None
    new = re.sub(r"^(?:那么|那|在|对于|对)(?=.)|(?:的)$", "", new)
    if not new or asks_openly(new) or _HE.fullmatch(new) or re.fullmatch(r"后来|然后|之后|结果|以后", new):
        return None
    return new


def _filled(new: str, old: str, names: Names, *, of: bool = False) -> list[str]:
    bare = re.sub(r"的(?:时候|话)$", "", new)
    filled = fill(bare, old, names)
    topic = topic_of(old)
    made = [filled] if filled else []
    rest = topic[len(bare) :]
    if of and len(rest) >= 2 and topic in old and not (filled and rest in filled):
        # 澜浦半马哪天鸣枪, then 岑州的呢: another one's half marathon.
        return [old.replace(topic, bare + rest, 1), *made]
    if re.fullmatch(r"(?:最新|后续|目前)?(?:的)?(?:进展|情况|动态|后续)", bare):
        return [f"{topic}的{bare}是什么"] if topic else []
    first = next((span[1] for _, span in times_in(bare) if span[0] == 0), 0)
    what = bare[first:].removeprefix("的")
    if first and is_attribute(what):
        # 下半年目标: the day is filled in, and another attribute asked for.
        moved = topic_of(fill(bare[:first], old, names) or "")
        return [f"{moved}的{what}是多少"] if moved else []
    if is_attribute(bare):
        asks = "是多少" if re.search(r"[价量额数率积度资费金速期深位算本口]$", bare) else "是什么"
        asks = "是谁" if re.search(r"[者人师方委宾军]$|第一名", bare) else asks
        topic = carried(old) or topic
        made.append(f"{topic}的{bare}{asks}" if topic else f"{bare}{asks}")
        return made
    counted = re.search(
        r"(?:多少|几)[个名张册位家只条间]?"
        r"(?P<noun>(?![年天钱岁次元块米亩吨斤]|时间|小时|公里)[\u4e00-\u9fff]{2,4})$",
        old,
    )
    if (
        counted
        and not made
        and re.fullmatch(r"[\u4e00-\u9fff]{2,4}", bare)
        and not _REGION.search(bare)
        and not _own(bare, names)
    ):
        # 有多少座位, then 藏书呢.
        return [old[: counted.start("noun")] + bare]
    if topic and is_amount(bare):
        # 新馆什么时候开, then 藏书呢: a number of them, whatever was asked before.
        return [*made, f"{carried(old) or topic}的{bare}有多少"]
    if not made and topic and topic in old:
        # 上半年生产总值增长多少, then 工业呢: the days stay.
        head = head_of(topic)
        if head != topic:
            # 小青菜9月11日批发价是多少, then 空心菜呢: day and price stay.
            made.append(old.replace(head, bare, 1))
        days = next((span for _, span in times_in(topic)), (0, 0))
        kept = topic[: days[1]] if days[0] == 0 else ""
        made.append(old.replace(topic, kept + bare, 1))
    if topic and not filled:
        made.append(f"{topic}{bare}{_predicate(old, topic)}")
    return made


def _predicate(old: str, topic: str) -> str:
    place = old.find(topic)
    return old[place + len(topic) :] if place >= 0 else ""


def _resolve(core: str, before: Sequence[Turn], names: Names) -> str | None:
    """The question with its pronouns replaced; None where nothing in it points back."""
    last, answer = before[-1]
    topic = _topic(before, names)
    match = _PERSON.search(core) or _HE.search(core)
    if match:
        person = _person(before, names, match.group()) or topic
        return _replaced(core, match, person) if person else None
    match = _EVENT.search(core)
    if match and topic:
        return _replaced(core, match, topic)
    match = _THERE.search(core)
    if match:
        asked_where = re.search(r"哪里|哪儿|什么地方|哪个(?:镇|村|区|县|市|馆|场)|在哪|何地", last)
        place = strip_marks(answer).strip() if asked_where and 2 <= len(answer) <= 24 else ""
        return _replaced(core, match, place or _place(before, names) or topic)
    for match in _THING.finditer(core):
        head = next(
            (match["head"][:length] for length in (3, 2, 1) if knows_head(match["head"][:length])), None
        )
        if head is None and match["measure"]:
            # A head that is not in the list (那个球场): only as it stood before.
            head = next((match["head"][:n] for n in (3, 2) if _thing(match["head"][:n], before)), None)
        if head is None:
            continue
        thing = _thing(head, before) or ("" if head in _BODIES else topic)
        end = match.start("head") + len(head)
        return core[: match.start()] + thing + core[end:] if thing else None
    match = re.search(
        r"(?:该|此|这|那)(?:一)?(?:个|家|所|座|项|场|次|届|支|部|种|款)(?P<head>[\u4e00-\u9fff]{2})?|(?:此次|本次|这次|本届|这届)",
        core,
    )
    if match and topic:
        head = match.groupdict().get("head") or ""
        end = match.end() if head and head in topic else match.end() - len(head)
        return core[: match.start()] + topic + core[end:]
    for pattern in (_THEY, _IT, _ITS):
        match = pattern.search(core)
        if match and topic:
            its = "的" if pattern is _ITS else ""
            return core[: match.start()] + topic + its + core[match.end() :]
    return None


def _replaced(core: str, match: re.Match[str], thing: str) -> str | None:
    return core[: match.start()] + thing + core[match.end() :] if thing else None


def _person(before: Sequence[Turn], names: Names, word: str = "") -> str:
    for asked, answer in reversed(before):
        # 某某的女儿叫什么, then 他: not the daughter.
        other = _WOMAN if word.startswith("他") else _MAN if word.startswith("她") else None
        owner = other.search(asked) if other else None
        if owner:
            return owner[1]
        if re.search(r"谁|叫什么|哪位|哪个人|姓名|名字", asked):
            person = person_in(answer, names)
            if person:
                return person
        person = person_in(strip_marks(asked), names)
        if person:
            return person
        person = person_in(answer, names) if len(answer) <= 60 else ""
        if person:
            return person
        office = re.search(
            r"[\u4e00-\u9fff]{0,6}(?:书记|市长|县长|局长|主任|校长|院长|教练|经理|董事长|冠军|作者|负责人|馆长)",
            asked,
        )
        if office:
            return re.sub(r"^.*(?:是谁|谁是|的|由|在)", "", office.group()) or office.group()
        # A name that the archive's index has not: 岳长河第一次下潜用了多长时间.
        first = "".join(words(topic_of(asked))[:2])
        if 2 <= len(first) <= 3 and has_surname(first):
            return first
    return ""


def _place(before: Sequence[Turn], names: Names) -> str:
    for asked, answer in reversed(before):
        for text in (asked, answer):
            found = names.index.find(text, "place")
            if found:
                return found[-1].name
            for word in ("镇", "村", "县", "区", "公园", "馆", "市"):
                thing = thing_in(strip_marks(text), word)
                if thing:
                    return thing
    return ""


def _thing(word: str, before: Sequence[Turn]) -> str:
    for asked, answer in reversed(before):
        for text in (strip_marks(asked), strip_marks(answer)):
            thing = thing_in(text, word)
            if thing and len(thing) <= 40:
                return thing
    return ""


def _own(core: str, names: Names) -> bool:
    """Whether a question names something that stands by itself."""
    if any(names.index.find(core, group) for group in _OWN):
        return True
    return bool(
        re.search(
            r"[“《\"]|[\u4e00-\u9fff]{2,}(?:镇|街道|公司|医院|大学|学院|小学|中学|大桥|图书馆|博物馆|公园|锦标赛|全会|方案|条例|局(?!长)|委(?![员会]))",
            core,
        )
    )


def _shares(words: str, old: str) -> bool:
    return any(words[i : i + 2] in old for i in range(len(words) - 1))
