"""Slots of a question that a follow-up can fill anew: a day, an office, a group, a place, a page."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.terms import words
from qa.understand.names import Group, Names

Span = tuple[int, int]
_GROUPS: tuple[Group, ...] = ("column", "person", "newspaper", "place")

_N = r"[\d一二三四五六七八九十〇零]"
_TIMES: tuple[tuple[str, str], ...] = (
    ("year", rf"(?:{_N}{{4}}年|[今明去前后]年)(?:[初中末底])?"),
    ("half", r"[上下]半年|全年"),
    ("quarter", r"第?[一二三四1-4]季度"),
    (
        "day",
        rf"(?:{_N}{{1,2}}月)?{_N}{{1,3}}[日号](?!线|楼|墩|门|桥|馆|机)|[今昨前明后]天|[今昨前明]日|大前天|大后天",
    ),
    (
        "month",
        rf"{_N}{{1,2}}月?(?:至|到|[-—~～])前?{_N}{{1,2}}月份?|前{_N}{{1,2}}个?月|{_N}{{1,2}}月份?|[上下本这]个?月(?:[初底末])?",
    ),
    ("week", r"[上下本这](?:个)?(?:周|星期)(?:[一二三四五六日天末])?|(?:周|星期|礼拜)[一二三四五六日天末]"),
    ("nth", r"首日|头一天|第[一二三四五六七八九十\d]+天|次日"),
    ("part", r"上午|下午|早上|晚上|中午|傍晚|凌晨|夜里|早晚高峰|早高峰|晚高峰"),
)
_WHOLE_DATE = re.compile(
    rf"(?:{_N}{{4}}年)?(?:{_N}{{1,2}}月){_N}{{1,3}}[日号]|[今昨前明后][天日](?:上午|下午|晚上)?"
)
OFFICE = (
    r"(?:(?:市|区|县|省|镇|乡|街道|村|校|院|厂|局)委?)?(?:党委|纪委|党组|支部|人大|政协|政府|常务)?(?:第一)?(?:总|副)?(?:书记|市长|县长|区长|镇长|乡长|省长|州长|局长"
    r"|处长|科长|主任|主席|院长|校长|园长|馆长|会长|站长|队长|社长|厂长|主教练|教练|总经理|经理|董事长|总裁|秘书长|部长|组长|班长"
    r"|负责人|团长|领队|设计师|总设计师|总工程师)"
)
_KINDS: tuple[tuple[str, str], ...] = (
    ("age", r"U\d{1,2}(?:组)?"),
    (
        "award",
        r"[特一二三四]等奖|[金银铜]奖|[金银铜]牌|优秀奖|冠军|亚军|季军|第[一二三四五六七八九十\d]+名|头奖",
    ),
    ("ordinal", r"第[一二三四五六七八九十\d]+(?:届|次|期|批|轮|场|站|号|位|个|条|座|阶段|产业)"),
    ("number", rf"{_N}{{1,3}}号(?:线|楼|墩|门|桥|馆|机组)|{_N}{{1,3}}路"),
    ("session", r"[一二三四五六七八九十\d]+次(?:全会|会议|全体会议)"),
    (
        "group",
        r"(?:男|女|老年|青年|少年|儿童|成年|混合|公开|专业|业余|大众|精英|小学|初中|高中|中学)子?(?:单打|双打|团体|组)组?|[男女]子|[男女]单|[男女]双|[甲乙丙ABC]组",
    ),
    ("front", r"头版|末版|第[一二三四五六七八九十\d]+版|[A-D]?\d{1,2}版"),
    ("office", OFFICE),
)
_SHEET = r"头版|末版|第[一二三四五六七八九十\d]+版|[A-D]?\d{1,2}版"
_PAIRS = (
    "男 女",
    "进口 出口",
    "首班 末班",
    "首班车 末班车",
    "最高 最低",
    "最大 最小",
    "最多 最少",
    "线上 线下",
    "工作日 周末 节假日 双休日",
    "成人 儿童 学生 老人 老年人 小孩 孩子 未成年人",
    "成人票 儿童票 学生票 老人票 半价票 全价票",
    "东 西 南 北",
    "起点 终点",
    "收入 支出 利润",
    "城镇 农村 乡村",
    "工业 农业 服务业",
    "第一产业 第二产业 第三产业",
    "新房 二手房",
    "入园 出园",
    "电话 地址 邮箱 时间 地点 票价 人数 主题",
    "早高峰 晚高峰 平峰",
    "大型车 小型车 货车 客车 小车",
    "住宿 交通 餐饮",
    "新闻 评论 公告 图片 照片",
)
_HEADS = [
    "大桥",
    "桥",
    "隧道",
    "公园",
    "广场",
    "医院",
    "大学",
    "学院",
    "中学",
    "小学",
    "学校",
    "幼儿园",
    "图书馆",
    "博物馆",
    "体育馆",
    "文化馆",
    "美术馆",
    "科技馆",
    "馆",
    "车站",
    "码头",
    "机场",
    "站",
    "镇",
    "街道",
    "社区",
    "村",
    "乡",
    "县",
    "区",
    "市",
    "省",
    "路",
    "街",
    "公司",
    "集团",
    "银行",
    "工厂",
    "厂",
    "局",
    "办",
    "委",
    "队",
    "团",
    "组",
    "班",
    "车",
    "船",
    "票",
    "线",
    "楼",
    "墩",
    "水库",
    "河",
    "江",
    "湖",
    "港",
    "岛",
    "山",
    "寺",
    "奖",
    "赛",
    "展",
    "项目",
    "工程",
    "方案",
    "计划",
    "办法",
    "规定",
    "条例",
    "专业",
    "系",
    "产业",
    "产品",
    "品种",
    "行业",
    "西瓜",
    "水稻",
    "小麦",
    "茶",
    "鱼",
    "费",
    "率",
    "量",
    "额",
    "员",
    "户",
    "门",
    "岗",
    "型",
    "类",
    "级",
    "款",
    "期",
    "届",
]
_DOES = re.compile("[通停发行上下乘坐开修买卖封过绕出进建办参投收缴免登值到抵退订抢检验]$")
_BOUNDARY = re.compile(
    r"[的在到从和与对为是有由将把被让给比,，。、“”《》()\s]|目前|今年|昨天|今天|请问|什么|哪|谁|多少|时候|怎么|如何|举行|召开|主持|获得|参加|[了过着要将通建]$"
)


def is_body(text: str) -> bool:
    """Whether a word is a house or body by itself (图书馆, 医院), and so no part of another thing."""
    return len(text) >= 2 and text in _HEADS[: _HEADS.index("项目")]


def times_in(text: str) -> Iterator[tuple[str, Span]]:
    """Times of a text by their fineness, from coarse to fine, none twice."""
    taken = [False] * len(text)
    for kind, pattern in _TIMES:
        for match in re.finditer(pattern, text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                yield kind, match.span()


def time_only(text: str) -> str | None:
    """Text is a time and nothing else (with 到, 在 before or 的, 时候 behind): that time, else None."""
    bare = re.sub(r"^(?:到了?|在|至|截至)|(?:的时候|的话|的|那天|这天|当天)$", "", text)
    covered = sum(end - start for _, (start, end) in times_in(bare))
    return bare if bare and covered == len(bare) else None


def fill(new: str, old: str, names: Names) -> str | None:
    """The earlier question with a slot filled by what the follow-up names; None where no slot fits.

    >>> fill("2030年", "到2027年出口规模要达到多少", Names())
    '到2030年出口规模要达到多少'
    """
    if re.fullmatch(r"(?:去年|上年)同期", new):
        first = next((span for _, span in times_in(old)), None)
        return _put(old, (first[0], first[0]), "去年") if first else None
    if new.endswith("版") and (
        front := re.search(_SHEET, old) or re.search(r"[\u4e00-\u9fff]{2}版(?!本)", old)
    ):
        return _put(old, front.span(), new)
    time = time_only(new)
    if time is not None:
        return _fill_time(time, old)
    for filling in (_fill_kind, _fill_pair):
        filled = filling(new, old)
        if filled is not None:
            return filled
    return _fill_name(new, old, names) or _fill_head(new, old, names)


def _put(old: str, span: Span, new: str) -> str:
    return old[: span[0]] + new + old[span[1] :]


def _fill_time(new: str, old: str) -> str:
    kinds = [kind for kind, _ in times_in(new)]
    whole_new, whole_old = _WHOLE_DATE.search(new), _WHOLE_DATE.search(old)
    if whole_new and whole_old and (len(kinds) > 1 or kinds == ["day"]):
        return _put(old, whole_old.span(), new)
    there = dict((kind, span) for kind, span in reversed(list(times_in(old))))
    if whole_new and "week" in there:
        return _put(old, there["week"], new)
    if kinds == ["week"] and whole_old:
        return _put(old, whole_old.span(), new)
    if len(kinds) == 1:
        same = there.get(kinds[0])
        if same:
            end = same[1]
            month = re.match(rf"{_N}{{1,2}}月", old[slice(*same)])
            if kinds[0] == "day" and month and re.fullmatch(rf"{_N}{{1,3}}[日号]", new):
                # 9月8日首日来了多少人, then 10日呢.
                end += 2 * bool(re.match("首日|当[天日]|那天", old[end:]))
                return _put(old, (same[0], end), month.group() + new)
            if kinds[0] == "year":
                # 2024年上半年, then 2025年呢: the half stays; 2024年8月, then 去年呢: so does the month.
                return _put(old, (same[0], end), new)
            return _put(old, same, new)
        order = [kind for kind, _ in _TIMES]
        siblings = {
            "half": ("quarter", "month"),
            "quarter": ("half", "month"),
            "month": ("quarter", "half", "week"),
            "week": ("day", "month"),
        }
        for other in siblings.get(kinds[0], ()):
            if other in there:
                return _put(old, there[other], new)
        coarser = [kind for kind in order[: order.index(kinds[0])] if kind in there]
        if coarser:
            place = there[coarser[-1]][1]
            return old[:place] + new + old[place:]
        if kinds[0] == "year" and there:
            earliest = min(there.values())
            within = any(kind in there for kind in ("half", "month", "quarter"))
            return _put(old, (earliest[0], earliest[0]) if within else earliest, new)
        return new + old
    if there:
        first, last = min(start for start, _ in there.values()), max(end for _, end in there.values())
        if last - first <= 14:
            return _put(old, (first, last), new)
    return new + old


def _fill_kind(new: str, old: str) -> str | None:
    for _, pattern in _KINDS:
        if not re.fullmatch(pattern, new):
            continue
        matches = [match for match in re.finditer(pattern, old) if match.group() != new]
        if not matches:
            continue
        match = matches[-1] if pattern == OFFICE else matches[0]
        start, end = match.span()
        # 平湖市委书记, then 市长: the level that both name is written once.
        while pattern == OFFICE and start and new[0] == old[start - 1]:
            start -= 1
        if new in ("男子", "女子") or not new.endswith("组"):
            return _put(old, (start, end), new)
        return _put(
            old, (start, end + (old[end : end + 1] == "组" and not match.group().endswith("组"))), new
        )
    return None


def _fill_pair(new: str, old: str) -> str | None:
    for row in _PAIRS:
        words = sorted(row.split(), key=len, reverse=True)
        mine = next((word for word in words if new.startswith(word)), None)
        if mine is None:
            continue
        rest = new[len(mine) :]
        for word in words:
            if word != mine and word + rest in old:
                place = old.index(word + rest)
                if len(word) == 1 and not rest:
                    continue
                return _put(old, (place, place + len(word + rest)), new)
    return None


def _fill_name(new: str, old: str, names: Names) -> str | None:
    for group in _GROUPS:
        if not names.index.has(new, group):
            continue
        found = names.index.find(old, group)
        found = [one for one in found if one.name != new]
        if found:
            return _put(old, (found[0].start, found[0].end), new)
    return None


def _fill_head(new: str, old: str, names: Names) -> str | None:
    """Put the new thing where a thing of the same kind stands: what they are called ends alike."""
    head = next((one for one in _HEADS if new.endswith(one) and len(new) > len(one)), None)
    if head is None:
        return None
    wide = head[-1]
    owner = old.split("的")[0]
    if owner != old and owner.endswith(head) and 1 <= len(owner) - len(new) <= 3:
        # 霁城山雀队的教练, then 白鹭队呢: the town is the other team's.
        return new + old[len(owner) :]
    best: tuple[int, int, Span] | None = None
    for match in re.finditer(re.escape(head), old):
        rank, end = 0, match.end()
        start = _phrase_start(old, match.start(), len(new), names)
        if len(head) == 1 and _DOES.search(old[: match.start()]):
            continue  # the 车 of 通车 is no 货车
        if (
            start < match.start()
            and old[start:end] != new
            and not (old.startswith(wide, end) and not old.startswith(f"{wide}长", end))
            and not old.startswith("长", end)
        ):
            best = max(best or (-99, 0, (0, 0)), (rank - abs((end - start) - len(new)), -start, (start, end)))
    return _put(old, best[2], new) if best else None


def _phrase_start(old: str, head: int, length: int, names: Names) -> int:
    """Where the name that ends with a head begins: a known name, else whole words until it is long enough."""
    for group in _GROUPS[1:]:
        for found in names.index.find(old, group):
            if found.start <= head < found.end:
                return found.start
    starts, place = [0], 0
    for word in words(old):
        place += len(word)
        starts.append(place)
    start = max(one for one in starts if one <= head)
    end = next(one for one in starts if one > head)
    while (
        start and end - start < length and not _BOUNDARY.search(old[starts[starts.index(start) - 1] : start])
    ):
        start = starts[starts.index(start) - 1]
    return start
