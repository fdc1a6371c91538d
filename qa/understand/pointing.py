"""What a follow-up points back to: an article that was shown, a person, a place, a thing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from index.bylines import has_surname
from index.terms import words
from qa.understand.form import arabic, strip_marks
from qa.understand.names import Names
from qa.understand.topics import knows_head, person_in, thing_in, topic_of

Turn = tuple[str, str]

# One of several by its day or place: 最早那篇, 最后一条, 倒数第二篇.
ORDER = (
    r"(?:(?:最早|最先|最晚|最新|最近|最后|最末)的?(?:那|这)?一?|头一)"
    r"(?:篇(?!论文|作文|小说|课文|日记)|[条则](?=新闻|报道|消息|[是的里上讲说登写由谁有什哪呢吧]|$))"
    r"|倒数第[一二三四五六七八九十\d]+(?:篇|条|则)"
)
_OPENS = r"^(?:那|那么|请|把|再|我?要?想?看一?看|看一?下|打开|展开|说说|讲讲|说一?下|讲一?下|给我看?)*"
_ORDERED = re.compile(rf"{_OPENS}(?P<order>{ORDER})")
_ARTICLE = re.compile(
    rf"{_OPENS}(?:{ORDER})|"
    r"[这那该此上](?:一)?(?:(?:篇|则|条|张|组|幅|版)(?:文章|报道|新闻|稿子|稿件|评论|照片|图片|消息|公告|(?=[是的里上讲说写登刊在由谁有什哪呢]|$))|[篇则])|(?:该|此|上述)(?:文|报道|新闻|文章|稿|消息)|第[一二三四五六七八九十\d]+(?:篇|条|则)(?!意见|措施|规定|线)"
)
_ONLY = re.compile(
    rf"{_OPENS}(?:{ORDER}|第[一二三四五六七八九十\d]+(?:篇|条|则))(?:报道|新闻|文章|稿子|消息)?(?:呢|吧)?"
)
# A field of the article that was just shown, and nothing else.
_FIELD = re.compile(
    r"(?:是)?(?:谁|哪位记者|哪个记者)(?:写|采写|拍|摄|报道|摄影)的?(?:照片)?|(?:作者|记者|通讯员|摄影)(?:是|叫)(?:谁|什么)|哪位记者.{0,4}|(?:登|刊登|刊|发表|印)?在(?:哪|第几|几)个?(?:一)?(?:版|栏目|版面)"
    r"|(?:是)?(?:第几版|哪一版|哪个版|哪一?天(?:的报纸|登的|见报的?|刊登的)|什么时候(?:登|见报|刊登)的?|哪一?期|第几期|总第几期|什么栏目|哪个栏目|哪份报纸.{0,4}|哪家报纸.{0,4})"
    r"|(?:标题|题目)(?:是|叫)什么|照片是谁拍的|(?:有|还有)(?:图片|照片)吗|[这那该本]期(?:报纸?)?(?:一共|总共)?(?:是|有)?.{1,8}"
)
_HE = re.compile(r"(?<![其吉排维])(?:他|她)(?!们|人|国|乡)(?:本人|自己)?")
_WOMAN = re.compile(r"(?:妻子|女儿|母亲|妈妈|妹妹|姐姐|奶奶|外婆|太太|孙女|女友)")
_MAN = re.compile(r"(?:丈夫|儿子|父亲|爸爸|弟弟|哥哥|爷爷|外公|先生|孙子|男友)")
# A person may have a name without a usual surname (竹如海, 小毕) where it is a person's that was asked for.
_CALLED = re.compile(
    r"(?:[人者员长师手生子女儿亲哥弟姐妹妻爷奶伯叔婶姨徒客主民家]|教练|书记|主任|老板|司机)的?(?:名字)?是?叫?(?:什么|啥|谁)(?:名字?)?$"
)
_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_DONE = re.compile(r"(?<=..)[得拿获夺摘投打跑赢输花写说有是在]$")  # 舒望得了多少分
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
) | {"路"}
_EVENT = re.compile(r"(?:这|那)(?:件|个|回)?事(?:情|儿)?|此事|该事|这一(?:事件|消息)|(?:这|那)一?(?:切|情况)")
_THERE = re.compile(r"那里|那儿|那边|这里|这儿|当地|该地|此地|那个地方|这个地方")
_ITS = re.compile(r"(?<![尤极与何])其(?![中他实它余次])")
_NOT_POINTING = re.compile(
    r"这份报|这张报|这家报|这期报|这几天|这周|这个?月|这年|这两天|这段时间|该怎么|该如何|应该|该不该|该去|该注意|该找|该由|这样|这么|那么|那样|本该"
)


def points_to_article(question: str) -> bool:
    """Whether a question points to an article that was just shown (这篇, 第二条)."""
    return _ARTICLE.search(question) is not None


def asks_field(question: str) -> bool:
    """Whether a question asks for a field of what was just shown, and nothing else (登在哪一版)."""
    return _FIELD.fullmatch(strip_marks(question)) is not None


def names_nobody(question: str) -> bool:
    """Whether 他 or 她 is left in a question."""
    return _HE.search(question) is not None


def only_points(question: str) -> bool:
    """Whether a question is nothing but a word for an article shown (第二篇呢): it asks what that says."""
    return _ONLY.fullmatch(strip_marks(question)) is not None


def put_in_place(new: str, old: str) -> str | None:
    """The question before with another of the articles shown in place of one; None where it points to none.

    >>> put_in_place("第二篇", "第一篇是谁写的"), put_in_place("第二篇", "有哪些报道")
    ('第二篇是谁写的', None)
    """
    match = _ARTICLE.search(old)
    if match:
        return old[: match.start()] + new + old[match.end() :]
    return f"{new}{'' if re.match('[是登刊印发]', old) else '是'}{old}" if asks_field(old) else None


def article_meant(question: str, days: Sequence[datetime.date]) -> int | None:
    """Which of the articles shown is meant by 第二篇 or 最早那篇: its place, from 0; None where none is.

    Args:
        question: The whole question.
        days: Of each of the articles shown, in their order.

    >>> first, last = datetime.date(2025, 8, 4), datetime.date(2025, 8, 6)
    >>> [article_meant(asked, [last, first]) for asked in ("第二篇", "最早那篇", "最新的一篇", "倒数第二篇")]
    [1, 1, 0, 0]
    """
    match = _ORDERED.match(question)
    if match is None:
        number = article_number(question)
        return None if number is None else number - 1
    order = match["order"]
    if order.startswith("倒数"):
        place = len(days) - (article_number(order) or 0)
        return place if place >= 0 else len(days)
    if not days or order.startswith("头"):
        return 0
    if order.startswith(("最后", "最末")):
        return len(days) - 1
    day = min(days) if order.startswith(("最早", "最先")) else max(days)
    return list(days).index(day)


def article_number(question: str) -> int | None:
    """Which of the articles shown is meant by 第二篇: 2; None where none is counted."""
    match = re.search(r"第(\d{1,3})(?:篇|条|则)(?!意见|措施|规定|线)", arabic(question))
    return int(match[1]) if match else None


def resolved(core: str, before: Sequence[Turn], topic: str, names: Names) -> str | None:
    """A question with its pronouns replaced; None where nothing in it points back.

    Args:
        core: The question without its mark.
        before: The turns before it, with their questions made whole.
        topic: Which is carried on; "" if there is none.
        names: Of the archive.
    """
    if _NOT_POINTING.search(core) and not _HE.search(core):
        return None
    last, answer = before[-1]
    match = _PERSON.search(core) or _HE.search(core)
    if match:
        person = person_meant(before, names, match.group())
        return _replaced(core, match, person) if person else core
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


def person_meant(before: Sequence[Turn], names: Names, word: str = "") -> str:
    """Whom 他 or 她 means; "" if the turns before name nobody."""
    for asked, answer in reversed(before):
        # 某某的女儿叫什么, then 他: not the daughter.
        other = _WOMAN if word.startswith("他") else _MAN if word.startswith("她") else None
        owner = _owner_of(asked, other) if other else ""
        if owner:
            return owner
        if re.search(r"谁|叫什么|哪位|哪个人|姓名|名字", asked):
            person = person_in(answer, names)
            if not person and _CALLED.search(strip_marks(asked)):
                named = _NAME.fullmatch(strip_marks(answer))
                person = named.group() if named else ""
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
        first = _DONE.sub("", "".join(words(topic_of(asked))[:2]))
        if 2 <= len(first) <= 3 and has_surname(first):
            return first
    return ""


def _owner_of(asked: str, relative: re.Pattern[str]) -> str:
    """Whose relative a question asks about (某某的女儿, 厉怀谷妻子); "" where it asks about none."""
    found = relative.search(asked)
    before = asked[: found.start()] if found else ""
    marked = re.search(r"([\u4e00-\u9fff]{2,4}?)的$", before)
    if marked:
        return marked[1]
    return next((before[-n:] for n in (3, 2) if len(before) >= n and has_surname(before[-n:])), "")


def _replaced(core: str, match: re.Match[str], thing: str) -> str | None:
    return core[: match.start()] + thing + core[match.end() :] if thing else None


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
