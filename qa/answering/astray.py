"""Spans whose own clause tells that they answer another question: another deed, another stage, no amount.

Who asks who won is told nothing by a sentence in which nobody wins, and 最高300万元 is no sum that was spent.
Like the rules of ``mismatch`` these look at forms of words, and keep silent where the form does not tell.
"""

from __future__ import annotations

import re
from itertools import pairwise

from index.terms import tagged
from qa.answering.mismatch import Told
from qa.answering.units import NUMBER
from qa.answering.whois import RANKED

_WHEN = r"(?:哪一?年|什么时候|何时|哪个?年代|几几年|哪一?天)"
# What is asked about, and what a sentence has that tells of it.
_EVENTS = tuple(
    (re.compile(asked), re.compile(said))
    for asked, said in (
        (
            r"谁(?:能|会)?(?:赢|胜出|获胜|夺冠|夺魁)|(?:赢|获胜|夺冠|胜出)的?是(?:谁|哪)|哪[支个家]?队?(?:赢|获胜|夺冠)"
            r"|冠军是(?:谁|哪)|谁(?:得|拿|获得?|夺得?)了?(?:冠军|第一)",
            r"[赢胜冠夺摘]|金[牌奖]|第一|头名|一等奖|比分|\d+(?:比|[:：-])\d+|不敌|淘汰|晋级|负于|问鼎|登顶",
        ),
        (
            rf"{_WHEN}(?:才|开始)?(?:建|修建|兴建|始建|盖|造|落成)(?!议|立|设(?!的))|(?:始?建|修|造|盖)(?:成|好|起来)?[于在]?的?是?{_WHEN}",
            r"[建造修盖]|落成|竣工|[完开动]工|投用|投入使用|奠基|通车|开[业馆园]|开放|启用",
        ),
        (
            r"籍贯|哪[里儿]人|老家(?:在|是)|出生(?:在|地|于)?哪|生于哪",
            r"籍贯|祖籍|出生|生于|老家|故乡|家乡|来自|[省市县区镇乡村州国]人(?![民员大数口士物才均力])|是[\u4e00-\u9fff]{2,6}人(?=[,，。;；]|$)",
        ),
        (
            r"(?:[由让]谁|谁(?:来|会|将)*)(?:来|会|将)*(?:接[任替手班棒]|继任|取代|代替)|(?:接[任替]|继任)[^,，]{0,6}(?:是谁|的人)",
            r"接[任替手班棒掌]|继任|代[任理替]|[出担就上升]任|任命|补选|取代",
        ),
        (
            r"毕业于|毕业自|哪[所个]?(?:大学|学校|学院)毕业|学历|文凭",
            r"毕业|学历|就读|[硕博]士|本科|大专|考[入上取]|高中|读",
        ),
        (r"(?:更正|纠正|改正|勘误)了", r"更正|纠正|改正|勘误|有误|误[作为]"),
    )
)  # fmt: skip
_IN_YEAR = re.compile(r"哪一?年|哪个年代|几几年")
_DONE_IN_YEAR = re.compile(
    r"哪一?年(?:就|才|开始|正式|首次|第一次|被|在)*(?P<verb>(?:(?![的了])[\u4e00-\u9fff]){2,3})(?:的|了)?[?？呢啊]*$"
)
_HOW_MANY = re.compile(r"多少|几(?!乎)")
_VAGUE = re.compile(
    r"[约近超]?(?:好?[多数几]|若干|许多|好些|不少|大[量批]|少[量数]|众多|一些|部分)(?P<of>[\u4e00-\u9fff]{0,6})"
)
_FIGURE = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿半]")
_SPENT = re.compile(
    r"(?:投入|投资|花费?|耗资|造价|总额|一共|总共|合计|累计|资金|支出|预算|经费)[^,，]{0,8}(?:多少|几)"
)
_PAID_OUT = re.compile(r"最[多高低少]|上限|封顶|不超过|[补奖领拿获给]|支持|资助|扶持|[能可]|每|单[个家笔项]")
_CEILING = re.compile(r"(?:最[高多]|不超过|不高于|上限|封顶|至多)[^,，。；;]{0,10}$")
_AT_LAST = re.compile(r"最[后终]|后来|实际")
_AT_FIRST = re.compile(r"起初|最初|原[先定来本]|原计划|一开始|预[计期]|计划|打算")
_ADDED = re.compile(r"[又再另还](?:外|新|加|增|添|追)|加[开设派购]|增[开设派购加]|新增|新添|追加")
_WHERE = re.compile(r"哪里|哪儿|何处|什么地方|在哪")
_SOMEBODY = re.compile(rf"(?:{RANKED}|常委|委员|代表|发言人|负责人)$")
_CLAUSE = re.compile(r"[，,；;、。！？!?\n]")
# Verbs that every figure may follow.
_ANY_VERB = re.compile("有|是|为|达到?|共|需?要|超过|[到占能可会在约]")
_MONEY = "元|块|角"
_OF_A_PLACE = re.compile(r"(?:一共|总共|共|今年|这次)*[\u4e00-\u9fff]{1,3}了?(?:多少|几)")
_HOW_OLD = re.compile(r"几岁|多大(?:年纪|岁数|年龄)?[?？了]|多少岁|年龄")
_AT_THE_TIME = re.compile(r"时|那年|当年|开始|第一次|首次|起|岁数?就")
_THEN = re.compile(r"(?:那年|那时|时|起|就|开始|便|出道|考[入上取]|进[入了])")
_ASKS_MONEY = re.compile(r"多少(?:钱|元|万元|亿元)|几(?:元|块钱)|金额")
_LABEL = re.compile(
    r"(?<=元)的?(?P<of>罚金|罚款|押金|定金|奖金|保费|利息|违约金|保证金|赔偿金?|赔款|补[贴助]|奖励|税款|房?租金?|学费|善款|捐款|欠款|贷款)"
)
_WHOSE = re.compile(r"谁|哪[一]?[位名个家支]")
_AMOUNT = re.compile(r"(?P<number>\d+(?:\.\d+)?)(?P<unit>[分个名人票枚项次元米票岁]|[万亿]元)")
_ONE_HOUSE = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,10}?(?:厂|公司|合作社|酒店|农场|商店|超市))(?![长家商房区])"
)
_MANY_HOUSES = re.compile(r"全[镇市县区村乡省国行]|\d+多?家|各[镇市县区村家]|[我本][镇市县区省国]")


def tells_no_such_event(question: str, sentence: str, before: str = "") -> bool:
    """Whether a question asks about a deed of which the words around a span have no word.

    Of who won, what was built when, where somebody was born or studied, and of what was done in which year.
    A year belongs to what its own sentence tells; who won may stand in the one before.

    >>> tells_no_such_event("常规赛谁赢了?", "常规赛下周开打。"), tells_no_such_event("谁夺冠?", "甲摘金。")
    (True, False)
    >>> tells_no_such_event("他哪一年入行?", "那是2008年的洪水。")
    True
    """
    around = sentence if _IN_YEAR.search(question) else before + sentence
    told = [said.search(around) is not None for asked, said in _EVENTS if asked.search(question)]
    done = _DONE_IN_YEAR.search(question) if not told else None
    return not all(told) or (done is not None and not set(done["verb"]) & set(around))


def is_vague(question: str, span: str) -> bool:
    """Whether a question asks how many, and a span only says that there are some.

    >>> is_vague("查出多少张照片?", "多张"), is_vague("查出多少张照片?", "300多张")
    (True, False)
    >>> is_vague("申请到多少支疫苗?", "少量国产二价"), is_vague("来了多少人?", "数千人")
    (True, False)
    """
    said = _VAGUE.fullmatch(span)
    # 少量二价疫苗: what the thing is called is no figure; 数千 is one.
    return _HOW_MANY.search(question) is not None and said is not None and not _FIGURE.match(said["of"])


def is_ceiling(question: str, told: Told) -> bool:
    """Whether a question asks what is spent, and a span is the most that somebody may get.

    >>> is_ceiling("方案要投入多少资金?", Told("给予最高300万元的奖励。", 4, 9))
    True
    """
    if _SPENT.search(question) is None or _PAID_OUT.search(question):
        return False
    return _CEILING.search(told.text[: told.start]) is not None or told.span.startswith(("最高", "最多"))


def is_labelled_otherwise(question: str, told: Told) -> bool:
    """Whether a question asks for money, and the sum is said to be of a sort that it does not speak of.

    >>> is_labelled_otherwise("骗走了多少钱?", Told("他缴纳了40万元罚金。", 4, 8))
    True
    """
    if _ASKS_MONEY.search(question) is None:
        return False
    label = _LABEL.match(told.text, told.end) or _LABEL.search(told.span)
    return label is not None and not set(label["of"]) - set("金款费") & set(question)


def is_of_the_start(question: str, told: Told) -> bool:
    """Whether a question asks how it was in the end, and the words before a span say how it was at first.

    >>> is_of_the_start("安置点最后开了几处?", Told("安置点起初有5处,后来加开1处。", 6, 8))
    True
    """
    if _AT_LAST.search(question) is None or _AT_FIRST.search(question):
        return False
    left = _clause_begins(told)
    return _AT_FIRST.search(told.text[left : told.start]) is not None


def is_of_the_rest(question: str, told: Told) -> bool:
    """Whether a question asks how many there are, and the words before a span say how many came to others.

    >>> is_of_the_rest("安置点有多少?", Told("起初有5处,后来又加开了1处。", 12, 14))
    True
    >>> is_of_the_rest("安置点又加开了几处?", Told("起初有5处,后来又加开了1处。", 12, 14))
    False
    """
    if _HOW_MANY.search(question) is None or _ADDED.search(question):
        return False
    return _ADDED.search(told.text[_clause_begins(told) : told.start]) is not None


def is_of_another_deed(question: str, told: Told) -> bool:
    """Whether the verb that a question asks an amount of has another figure of its own in the sentence.

    >>> is_of_another_deed("法院判车行赔多少钱?", Told("判车行退款5万元,并赔偿17万元。", 5, 8))
    True
    >>> is_of_another_deed("法院判车行赔多少钱?", Told("判车行退款5万元,并赔偿17万元。", 13, 17))
    False
    """
    verb, unit = _deed_asked(question)
    if not verb:
        return False
    left = _clause_begins(told)
    if verb in told.text[left : told.end]:
        return False
    own = rf"{re.escape(verb)}[^,，。；;]{{0,10}}?(?P<figure>{NUMBER}[0-9.万亿千百十多余]*(?:{unit}))"
    figures = [match.span("figure") for match in re.finditer(own, told.text)]
    return bool(figures) and not any(start < told.end and told.start < end for start, end in figures)


def _clause_begins(told: Told) -> int:
    return max((match.end() for match in _CLAUSE.finditer(told.text, 0, told.start)), default=0)


def _deed_asked(question: str) -> tuple[str, str]:
    """The verb whose amount is asked for, and a pattern of its unit; "" twice where there is none."""
    asked = re.search(r"(?:多少|几)(?P<unit>[\u4e00-\u9fff])", question)
    if asked is None:
        return "", ""
    cut = [pair for pair in tagged(question[: asked.start()]) if pair[0] not in ("了", "过", "出", "到")]
    if not cut or cut[-1][1] not in ("v", "vn") or _ANY_VERB.fullmatch(cut[-1][0]):
        return "", ""
    return cut[-1][0], _MONEY if asked["unit"] in "钱元块" else re.escape(asked["unit"])


def is_of_another_figure(question: str, told: Told) -> bool:
    """Whether a question asks whose a figure is, and the clause of a span has another figure of the kind.

    >>> is_of_another_figure("谁拿了19分?", Told("她拿下19分,中锋甲拿下16分。", 9, 10))
    True
    """
    if _WHOSE.search(question) is None:
        return False
    asked = {(match["unit"], match["number"]) for match in _AMOUNT.finditer(question)}
    if len(asked) != 1:
        return False
    unit, number = next(iter(asked))
    left = _clause_begins(told)
    after = _CLAUSE.search(told.text, told.end)
    clause = told.text[left : after.start() if after else len(told.text)]
    there = {match["number"] for match in _AMOUNT.finditer(clause) if match["unit"] == unit}
    return bool(there) and number not in there


def is_of_the_whole(question: str, told: Told) -> bool:
    """Whether a question asks how much of one house, and a sentence tells of many, without its name.

    >>> is_of_the_whole("青筠竹器厂去年出口多少钱?", Told("镇上做竹器的有63家,去年出口3.8亿元。", 15, 20))
    True
    """
    asked = _ONE_HOUSE.match(question)
    if asked is None or not _HOW_MANY.search(question) or _MANY_HOUSES.search(question):
        return False
    before = told.text[: told.start]
    return _MANY_HOUSES.search(before) is not None and asked["name"][-3:] not in told.text


def is_of_another_sort(question: str, told: Told) -> bool:
    """Whether what a question names with an attribute stands before a span with another one alone.

    >>> is_of_another_sort("毁坏商品林地多少亩?", Told("毁坏公益林地五亩以上", 6, 8))
    True
    """
    before = told.text[: told.start]
    cut = tagged(question)
    for (mark, flag), (head, kind) in pairwise(cut):
        if not (flag[0] == kind[0] == "n" and len(mark) == len(head) == 2) or mark in told.text:
            continue
        at = before.rfind(head)
        if at < 2 or before[at - 2 : at] in question:
            continue
        last = tagged(before[:at])[-1:]
        if last and last[0][1][0] == "n" and len(last[0][0]) == 2:
            return True
    return False


def is_age_then(question: str, told: Told) -> bool:
    """Whether a question asks how old somebody is, and a span is the age at which something happened.

    >>> is_age_then("她今年几岁?", Told("5岁时,她爱上网球。", 0, 2))
    True
    """
    if _HOW_OLD.search(question) is None or _AT_THE_TIME.search(question):
        return False
    return _THEN.match(told.text, told.end) is not None


def is_of_another_place(question: str, told: Told) -> bool:
    """Whether a question asks how many of a place's, and a sentence gives those of another one alone.

    >>> is_of_another_place("塞浦路斯派出多少人?", Told("日本派出近400人参赛。", 4, 9))
    True
    """
    cut = tagged(question)
    if not cut or cut[0][1] != "ns" or len(cut[0][0]) < 2:
        return False
    place = cut[0][0]
    if _OF_A_PLACE.match(question, len(place)) is None:
        return False
    if place in told.text or place[:2] in told.text:
        return False
    there = [word for word, flag in tagged(told.text[: told.start]) if flag == "ns" and len(word) >= 2]
    return bool(there) and not any(word in question or place in word for word in there)


def is_somebody(question: str, span: str) -> bool:
    """Whether a question asks for a place, and a span ends in what a person is.

    >>> is_somebody("副市长的籍贯是哪里?", "市委常委"), is_somebody("在哪里开会?", "市委礼堂")
    (True, False)
    """
    return _WHERE.search(question) is not None and _SOMEBODY.search(span) is not None
