"""Follow-ups that say next to nothing by themselves: 为什么, 是哪一天, 真的吗, 然后呢, 他女儿呢."""

from __future__ import annotations

import re

from qa.understand.slots import times_in
from qa.understand.topics import is_attribute, owner_of, topic_of

_TIME = r"什么时候|什么时间|何时|哪一?天|哪一?年|哪个月|几月几[日号]|几[号点]|星期几"
_PLACE = r"哪里|哪儿|什么地方|哪个地方|何处|何地"
_WHY = r"为什么|为何|为啥|什么原因|怎么会(?:这样)?|原因呢?"
_BARE = re.compile(
    rf"(?:那|又|到底|究竟|具体|大概)*(?:是在|是|在|于)?"
    rf"(?:(?P<time>{_TIME})|(?P<place>{_PLACE})|(?P<why>{_WHY}))(?:是什么)?(?:的|啊|呀|了)?呢?"
)
_ADVERB = re.compile(rf"(?:是?在|是|于)?(?:{_TIME}|{_PLACE})")
_OPEN = re.compile(r"谁|哪位|(?:是)?(?:多少|几)|什么|哪[个家所座条支]")
_AGAIN = re.compile(
    r"(?:请|麻烦)?你?(?:再说|再讲|重复|重说|再答)(?:一遍|一次|一下)?|(?:上|刚才)(?:一个|那个)?问题的?(?:答案|回答)(?:是什么)?"
    r"|(?:这)?(?:是)?(?:真的|确定|确实)(?:是这样)?(?:吗|么|假的|的)|你?确定(?:吗)?|是吗|真假"
)
_LATER = re.compile(r"(?:那)?(?:然后|后来|结果|最后|接着|之后|再后来)(?:呢|怎么样了?呢?|怎样了?|如何)")
_OF_PERSON = re.compile(r"(?:那么?)?[他她]的?(?P<what>[\u4e00-\u9fff]{0,5}?)呢")
_RELATIVES = (
    r"妻子|丈夫|爱人|女儿|儿子|孩子|父亲|母亲|爸爸|妈妈|爷爷|奶奶|徒弟|师傅|老师|学生|同事|同学|朋友|哥哥|弟弟"
    r"|姐姐|妹妹|队友|搭档|助手|教练|领导|邻居|同门|师兄弟"
)
_OF_ARTICLE = re.compile(r"《|谁写|写的|采写|作者|记者|通讯员|拍的|第几版|哪一?版|见报|栏目")
_IDENTITY = re.compile(r"(?:是谁|是什么|叫什么(?:名字)?|是哪\S{0,4}|是多少|多大|几岁|多少\S{0,3}|有几\S?)$")
# 桑梓路的路灯有多少盏: the next question is of the lamps as well.
_HOW_MANY = re.compile(r"[有共](?:多少|几)(?![年岁钱元])\S?[?？\s]*$")
_AMOUNT = re.compile(
    r"藏书|座位|车位|床位|名额|员工|职工|店铺|商户|站点|队员|队伍|选手|车道|学生|教师|病房|教室|住户|展品|志愿者"
)
_OFFICE = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{0,8}?)(?:第一|常务|[正副总])*(?:书记|市长|县长|区长|镇长|局长|处长|科长|所长|站长|主任|校长|院长|教练|经理"
    r"|董事长|馆长|主席|部长|会长|厂长|场长|队长|组长|指挥长|总指挥|工程师|秘书长|发言人|负责人|领队|老师|教师|(?:主审|承办)?法官|审判长)"
)
_WHO_ELSE = re.compile(r"(?:还|都|又)?(?:有)?(?:谁(?!的)|哪几位|哪些(?:人|领导|部门|单位))")
_OF_PERSONS = re.compile(
    r"多大|几岁|岁数|年龄|哪里人|哪儿人|籍贯|毕业|学历|上任|任职|任期|履历|男的|女的|说|讲|谈|要求|强调|指出|表示"
    r"|看望|去|(?<!哪[里儿])(?<![后原本从历近])来|出席|主持|参加了?(?:什么|哪)|干|做"
)
# What is done to a period, a price, a place, and not to the thing that has it.
_OF_MEASURE = re.compile(
    r"延长|缩短|推迟|延后|延期|提前|改|调整|变|涨|[上下]调|降|升|取消|解除|到期|够|算|包括|包含|退|打折|减免|优惠吗|有优惠|比去年|比上年|贵|便宜|怎么[定交付]"
)
# One of two that are told apart by one character: 老馆 beside 新馆.
_KINDS = "新老旧大小东西南北前后主副"
_OF_KIND = re.compile(rf"[{_KINDS}](?P<head>[馆桥楼厂校院区路街站园城村镇门岸线店])")
_NO_OWNER = re.compile(r"(?:唯一|最.{1,2}|[新前]|现任|年轻|著名|来自.*|当选|获奖)$")
# 原来要用多少天, 实际用了多少.
_MEASURED = re.compile(
    r"(?P<of>.*?)(?:原先|原来|原定|原本|本来|起初|最初|计划|预计|打算|估计|一共|总共|需?要|需|得|将|会)*"
    r"(?P<verb>[\u4e00-\u9fff]{1,2}?)了?(?:多少|几)(?P<unit>[\u4e00-\u9fff]{1,3})"
)
_IN_THE_END = re.compile(
    r"(?:那|那么)?(?P<adverb>实际上?|最后|最终|后来|结果|真正|到底|其实)(?P<verb>[\u4e00-\u9fff]{1,2}?)了?(?:多少|几)呢?"
)


def rephrased(core: str, old: str, answer: str, topic: str, person: str) -> str | None:
    """A follow-up that only has the question before it to live on, made whole; None for any other.

    Args:
        core: The follow-up without its mark.
        old: The question before it, whole, without its mark.
        answer: What was answered.
        topic: Which is carried on; "" if there is none.
        person: Whom 他 or 她 means; "" if nobody.

    >>> rephrased("为什么", "望舒大桥什么时候封闭的", "昨天18时", "望舒大桥", "")
    '望舒大桥为什么封闭'
    """
    if _AGAIN.fullmatch(core):
        return old
    if _LATER.fullmatch(core):
        return f"{topic}后来怎么样了" if topic else None
    owned = _OF_PERSON.fullmatch(core)
    if owned and person:
        return _of_person(owned["what"], old, person)
    measured = _measured_again(core, old)
    if measured:
        return measured
    bare = _BARE.fullmatch(core)
    if bare is None:
        return None
    if bare["time"] and _OF_ARTICLE.search(old):
        return "这篇是哪天登的"
    adverb = _ADVERB.search(old)
    if bare["why"]:
        if adverb:
            return re.sub(r"[的了]$", "", f"{old[: adverb.start()]}为什么{old[adverb.end() :]}")
        return f"为什么{_statement(old, answer)}"
    if adverb is None:
        return None
    new = bare["time"] or f"在{bare['place']}"
    return f"{old[: adverb.start()]}{new}{old[adverb.end() :]}"


def _measured_again(core: str, old: str) -> str:
    """The same amount as it came to be in the end, in the unit that was asked for before; "" for any other.

    >>> _measured_again("实际用了多少", "大桥抢修原来要用多少天")
    '大桥抢修实际用了多少天'
    >>> _measured_again("实际花了多少", "改造预计要花多少钱"), _measured_again("实际用了多少人", "要用多少天")
    ('改造实际花了多少钱', '')
    """
    new, before = _IN_THE_END.fullmatch(core), _MEASURED.fullmatch(old)
    if new is None or before is None or not set(new["verb"]) & set(before["verb"]):
        return ""
    return f"{before['of']}{new['adverb']}{new['verb']}了多少{before['unit']}"


def carried(asked: str, core: str = "") -> str:
    """The subject of a question as the next one goes on with it: without its days, without what was asked.

    Args:
        asked: The question before.
        core: The next one; what it says of an attribute (延长, 涨) keeps that.

    >>> carried("霁城山雀队的主教练是谁"), carried("跨境电商到2027年要达到多少")
    ('霁城山雀队', '跨境电商')
    >>> carried("滨河隧道工期多长"), carried("滨河隧道工期多长", "为什么延长")
    ('滨河隧道', '滨河隧道工期')
    """
    topic = topic_of(asked)
    for _, (start, end) in times_in(topic):
        if end == len(topic) and start >= 2:
            topic = re.sub(r"(?:到了?|在|于|从|截至|自)$", "", topic[:start])
            break
    topic = _in_the_year(topic, core)
    owner = re.fullmatch(r"(?P<owner>.{2,}?)的[^的]{1,8}", topic)
    asks_who = _IDENTITY.search(re.sub(r"[?？\s]+$", "", asked)) and not _HOW_MANY.search(asked)
    if owner and asks_who and not _NO_OWNER.search(owner["owner"]):
        topic = owner["owner"]
    return topic if asks_of_measure(core) else owner_of(topic) or topic


def asks_of_measure(core: str) -> bool:
    """Whether what is asked happens to a price, a period, a place (延长, 涨), and not to what has it."""
    return _OF_MEASURE.search(core) is not None


def _in_the_year(topic: str, core: str) -> str:
    """A topic without the year that it begins with, and without its day where the next question asks when."""
    when = re.search(r"什么时候|什么时间|何时|哪一?天|几[号日]", core) is not None
    for kind, (start, end) in times_in(topic):
        if start == 0 and (when or kind == "year") and len(topic) - end >= 2:
            return topic[end:].removeprefix("的")
    return topic


def is_amount(text: str) -> bool:
    """Whether a word names what there is a number of: 藏书, 座位."""
    return _AMOUNT.fullmatch(text) is not None


def leaves_person(topic: str, core: str) -> bool:
    """Whether a question goes on from an office, and asks nothing that a person is or does.

    >>> leaves_person("市委书记", "有多少委员"), leaves_person("市委书记", "什么时候上任的")
    (True, False)
    """
    if _OFFICE.fullmatch(topic) is None:
        return False
    return _OF_PERSONS.search(core) is None or _WHO_ELSE.match(core) is not None


def asks_of_person(rest: str) -> bool:
    """Whether what is asked is what a person is or does (几岁, 说了什么)."""
    return _OF_PERSONS.search(rest) is not None


def body_of(topic: str) -> str:
    """What an office is of, where that is more than a town: 市水利局局长 gives 市水利局; "" for 市长.

    >>> body_of("鹿鸣采石场场长"), body_of("澜浦市市长")
    ('鹿鸣采石场', '')
    """
    office = _OFFICE.fullmatch(topic)
    body = office["body"].removesuffix("的") if office else ""
    return body if len(body) >= 3 and not body.endswith(tuple("市县区镇乡省")) else ""


def head_of(topic: str) -> str:
    """What a topic is about, without what of it is asked: 小青菜9月11日批发价 gives 小青菜."""
    for _, (start, _) in sorted(times_in(topic), key=lambda one: one[1]):
        if start >= 2:
            return topic[:start].removesuffix("的").removesuffix("在")
    before, of, _ = topic.partition("的")
    if of and len(before) >= 2:
        return before
    of_measure = re.fullmatch(
        r"(?P<head>.{2,}?)(?:平均|批发|零售|日均|首日|总)?(?:价格?|率|量|额|人数|人次|费用?|票价)", topic
    )
    return of_measure["head"] if of_measure else topic


def join(topic: str, rest: str) -> str:
    """Subject and what is asked of it, without saying a shared word twice."""
    for length in range(min(len(topic), len(rest), 8), 1, -1):
        if topic.endswith(rest[:length]):
            return topic + rest[length:]
    kind = _OF_KIND.match(rest)
    if kind and topic[-1:] == kind["head"] and topic[-2:-1] in _KINDS:
        return topic[:-2] + rest  # 图书馆新馆, 老馆什么时候闭馆
    if topic[-1:] == rest[:1] and rest[0] in "会赛展节馆桥站案" and not rest.startswith("长", 1):
        return topic + rest[1:]  # 防汛会商会, 会是哪天开的
    glue = "的" if is_attribute(re.sub(r"(?:是|有|为|在).*$", "", rest)) and not topic.endswith("的") else ""
    return f"{topic}{glue}{rest}"


def _of_person(what: str, old: str, person: str) -> str:
    if not what:
        return f"介绍一下{person}"
    if re.fullmatch(_RELATIVES, what):
        relative = re.search(_RELATIVES, old)
        if relative and relative.group() != what:
            # 他徒弟叫什么, then 他女儿呢.
            return f"{old[: relative.start()]}{what}{old[relative.end() :]}"
        return f"{person}的{what}叫什么"
    return f"{person}的{what}是多少" if is_attribute(what) else f"{person}的{what}是什么"


def _statement(old: str, answer: str) -> str:
    """What was found out, as a statement: 工期多少天 and 12天 give 工期12天."""
    bare = re.sub(r"(?:有没有|是不是|是否|会不会|能不能|吗$|呢$)", "", old)
    asked = _OPEN.search(bare)
    said = answer.strip()
    if asked is None or not said or len(said) > 20 or "\n" in said:
        return bare
    rest = bare[asked.end() :]
    for length in (3, 2, 1):
        if len(rest) >= length and said.endswith(rest[:length]):
            rest = rest[length:]
            break
    return bare[: asked.start()] + said + rest
