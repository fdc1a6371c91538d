"""What the lines of a masthead are made of: dates, numbers of issues and pages, staff, contacts, weather."""

from __future__ import annotations

import datetime
import re

from index.source import half_width

_DIGITS = {
    char: value
    for value, chars in enumerate(("〇○零O0", "一", "二", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_NUMERAL = "〇○零一二三四五六七八九十"
DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*(?:年|[-./])\s*(?P<m>1[0-2]|0?[1-9])\s*(?:月|[-./])\s*"
    r"(?P<d>3[01]|[12]\d|0?[1-9])(?!\d)\s*日?"
    rf"|(?P<cy>[一二][{_NUMERAL}O]{{3}})\s*年\s*(?P<cm>[{_NUMERAL}]{{1,3}})\s*月\s*(?P<cd>[{_NUMERAL}]{{1,3}})\s*日"
    r"|(?<!\d)(?P<py>20\d\d)(?P<pm>0[1-9]|1[0-2])(?P<pd>0[1-9]|[12]\d|3[01])(?!\d)"
)
WEEKDAY = re.compile(r"(?:星期|周|礼拜)[一二三四五六日天]")
LUNAR = re.compile(
    r"(?:农历|夏历)?\s*(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥][\u4e00-\u9fff]?年)?\s*"
    r"(?:闰?(?:[正一二三四五六七八九十冬腊]|十[一二])月(?:大|小)?)\s*"
    r"(?:初[一二三四五六七八九十]|十[一二三四五六七八九]|二?十|廿[一二三四五六七八九]?"
    r"|[二三]十[一二三四五六七八九]?|三十)"
    r"(?:\s*(?!总|第|今)[\u4e00-\u9fff]{1,3}(?=\s|$))?"
)
TOTAL = re.compile(r"总\s*(?:第|期数?[::]?)?\s*(\d{1,6})\s*[期号]|第\s*(\d{1,6})\s*[期号](?!线|楼)")
SHEETS = re.compile(
    r"(?:今日|本期|本报|共)\s*(?:共)?\s*[\d一二三四五六七八九十]{1,3}\s*(?:个)?版(?:面)?"
    r"|[\d一二三四五六七八九十]{1,3}个版"
)
PAGE = re.compile(
    rf"第\s*(?P<a>[A-Za-z]?\s*\d{{1,3}}|[{_NUMERAL}]{{1,3}})\s*版|(?<![\dA-Za-z])(?P<b>[A-Z]?\d{{1,3}})\s*版"
    r"|(?<![\u4e00-\u9fff])(?P<d>[一二三四五六七八九十]{1,2})版(?![\u4e00-\u9fff])"
    r"|(?<![\u4e00-\u9fff])(?P<f>头)版|版[次面号]\s*[::]\s*第?(?P<c>[A-Z]?\d{1,3})(?!\d)"
)
# What a field of a masthead may be called: 出版日期：2025年8月4日.
_FIELD = re.compile(
    r"(?:出版|发行|本报)?(?:日期|时间|期号|刊期|期数|版次|版面|版名|报名|星期)\s*[::]\s*(?=\S|$)"
)
SHORT_PAGE = re.compile(r"^(?P<b>[A-D]?\d{1,2})\s*[::|/·\s]\s*(?P<name>[\u4e00-\u9fff·、/]{2,8})$")
PUBLISHER = re.compile(
    r"(?:(?<=\s)编|主办|主管|联办|出版|协办|承办|编印|编辑出版|主管主办)(?:单位)?\s*[::]?\s*$"
)
PUBLISHED_BY = re.compile(r"^(?:主办|主管|联办|出版|协办|承办|编印|主管主办)(?:单位)?\s*[::]\s*")
IMPRINT = re.compile(r"(?:国内统一|刊号|CN\s*\d\d\s*-\s*\d{4}|邮发代号|准印证|报刊登记)")
OUTLET = re.compile(
    r"(?:客户端|发布|公众号|微信|微博|官网|网|APP|数字报|电子版|抖音号|视频号)$", re.IGNORECASE
)
_ROLES = (
    r"责任(?:编辑|校对|美编|版式|设计)|责编|本版编辑|美术编辑|文字编辑|图片编辑|编辑|版式|校对|视觉(?:设计)?|美编|值班编委|值班主任|值班总编|主编"
    r"|版面设计|组版|图编|责校|审校|审读|检校|校检|统筹"
)
_STAFF_NAME = rf"(?!总\s*[第期]|{_ROLES}|[\u4e00-\u9fff]{{1,4}}(?:信箱|邮箱|热线|电话|日报|晚报|晨报))"
STAFF = re.compile(
    rf"(?:本[版期]|执行)?(?:{_ROLES})\s*[::/]?\s*{_STAFF_NAME}[\u4e00-\u9fff]{{2,4}}"
    rf"(?:[\s、]+{_STAFF_NAME}[\u4e00-\u9fff]{{2,3}}(?=[\s、]|$))*"
)
# How to reach the paper, and the weather of the day: both are often set into the masthead.
CONTACT = re.compile(
    r"[\u4e00-\u9fff]{0,6}\s*[::]\s*[\w.\-]+@[\w.\-]+"
    r"|(?:微信|QQ|微博)(?:公众号|号|群)?\s*[::]\s*[A-Za-z0-9_\-]{4,20}"
    r"|[\u4e00-\u9fff]{0,6}(?:热线|电话|传真|邮编)\s*[::/]\s*[\d()][\d\-—()/、转]+(?:内线\)?)?"
    r"(?:\s*(?:(?:周|星期)[一二三四五六日天]至(?:周|星期)[一二三四五六日天])?\s*"
    r"\d{1,2}:\d\d\s*[-—至~]+\s*\d{1,2}:\d\d)?"
    r"|(?:[\u4e00-\u9fff]{0,6}"
    r"(?:热线|电话|传真|邮箱|信箱|邮件|邮编|网址|地址|社址)|e-?mail|https?)"
    r"(?:\s*[::]\s*[^\s|]+|\s+(?:[\w.\-]+@[\w.\-]+|\d[\d\-—]{4,})|\d{5,12}(?!\d))",
    re.IGNORECASE,
)
WEATHER = re.compile(
    r"^(?=.*(?:[晴阴云雨雪雾霾]))(?=.*(?:[~—-]|至|到|风))[^。!?]{0,40}\d\s*(?:℃|°C|度)[^。!?]{0,30}$"
)
# How the names of those end who sign a notice.
SIGNED = re.compile(
    r"(?:局|委员会|公司|政府|中心|办公室|院|学校|编辑部|会|站|所|社|庭|馆|处|大队|支队|厂|店|组|部"
    r"|[银支分商]行|法院"
    r"|大学|中学|小学)$"
)
# What heads a picture and its caption: a column, and no page.
PICTURES = re.compile(
    r"图说(?:新闻)?|(?:图片|摄影|影像|光影)(?:新闻|故事|报道)|新闻图片|新闻摄影|光影|影廊"
    r"|[\u4e00-\u9fff]{0,3}(?:镜头|影像|读图)|[街随抓]手?拍"
)
LABEL = re.compile(r"^[A-Z]\d{1,2}$|^0?[1-9]$|^[1-9]\d$")
NAME_END = re.compile(
    r"(?:日报|晚报|早报|晨报|时报|周报|快报|商报|都市报|新报|导报|午报|青年报|农民报|工人报|画报|电讯"
    r"|参考消息"
    r"|新闻|周刊|时讯|今讯|讯|报)$"
)
EDITION = re.compile(r"^[\u4e00-\u9fff]{2,6}(?:版|专刊|周刊|分刊|记者站)$")
PAGE_NAMES = re.compile(
    r"^(?:今日|本地|综合|要闻|时政|民生|社会|经济|文化|体育|文体|副刊|国际|国内|教育|健康|评论|理论|专版|专题"
    r"|广告|公告"
    r"|财经|科技|生活|天下|县域|乡镇|镇街|观察|深度|视点|焦点|人物|文娱|娱乐|读书|头版|时事|中国|世界"
    r"|城事|社区|区域|法治|观点|言论"
    r"|党建|三农|农业|农村|乡村|旅游|文旅|房产|汽车|金融|新闻|周刊|特刊|悦读|阅读|服务|便民|都市|城市"
    r"|热线|图片|影像"
    r"|摄影|文艺|少年|校园|卫生|医疗|资讯|信息|关注|聚焦|[·、/|&\s]|版)+$"
)

# Dates, numbers and pages have one of these.
_MAY_MARK = re.compile(r"[\d版期周月日天]")
# The name of a page behind its number: 第2版 民生, 03 生产一线.
_AFTER_PAGE = re.compile(
    r"(?<=版)\s*[::\s]\s*[\u4e00-\u9fff·、]{2,6}(?=\s|$)|\s0\d\s+[\u4e00-\u9fff·、]{2,6}(?=\s|$)"
)
_TURN = re.compile(
    r"\s*[(\[【▲→]{1,4}\s*(?:下转|上接|转|接|紧接|详见)\s*(?:今日|本报)?第?\s*[A-Z]?\s*(?:\d{1,3}"
    r"|[一二三四五六七八九十]{1,3})\s*版[^)\]】。]{0,12}[)\]】]?\s*$"
)
_LEAD_TURN = re.compile(r"^\s*[(\[【]\s*(?:紧接|上接)[^)\]】]{1,12}版[^)\]】]{0,8}[)\]】]\s*")


def chinese_number(text: str) -> int:
    """Return the value of a Chinese numeral below 100, or of digits read one by one (二〇二五)."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return int("".join(str(_DIGITS[char]) for char in text))


def find_date(text: str) -> datetime.date | None:
    """Return the first whole date (year, month and day) in ``text``, in any usual form."""
    for match in DATE.finditer(half_width(text)):
        part = match.groupdict()
        try:
            if part["y"] or part["py"]:
                year, month, day = (int(part[name] or part["p" + name]) for name in "ymd")
            else:
                year, month, day = (chinese_number(part[name]) for name in ("cy", "cm", "cd"))
            return datetime.date(year, month, day)
        except (ValueError, KeyError):
            continue
    return None


def is_date_only(key: str) -> bool:
    """Whether a line holds a date and nothing else (a weekday may stand beside it)."""
    match = DATE.search(key)
    return match is not None and not WEEKDAY.sub("", key[: match.start()] + key[match.end() :]).strip(" ()")


def page_number(label: str) -> str:
    """Return a page number as one writes it: ``01`` is ``1``, ``a02`` is ``A02``, ``二`` is ``2``."""
    label = re.sub(r"\s", "", label).upper()
    if label == "头":
        return "1"
    if label[0] in _NUMERAL:
        return str(chinese_number(label))
    return label.lstrip("0") or "0" if label.isdigit() else label


def spaced_out(text: str) -> str:
    """Join a name that is set with spaces between its characters (平 湖 日 报)."""
    tokens = text.split()
    return "".join(tokens) if len(tokens) > 2 and all(len(token) == 1 for token in tokens) else text


def strip_marks(key: str) -> tuple[str, int]:
    """Take everything typical of a masthead out of a line; return what is left, and how much was there."""
    marks = 0
    key = STAFF.sub("  ", CONTACT.sub("  ", key))
    for pattern in (SHEETS, DATE, WEEKDAY, TOTAL, LUNAR, PAGE):
        key, count = pattern.subn("  ", key)
        marks += count
    key = _FIELD.sub("  ", key) if marks else key
    return key.strip(" |/,;:·-—()[]【】"), marks


def is_masthead_word(token: str) -> bool:
    """Whether one word is typical of a masthead: a paper, an edition, a page, an outlet, a publisher."""
    patterns = (NAME_END, EDITION, PAGE_NAMES, OUTLET, PUBLISHER)
    return any(pattern.search(token) for pattern in patterns)


def mark_score(key: str) -> int:
    """How much a line looks like one of a masthead: 0 not at all, 1 if others stand near, 2 by itself."""
    if len(key) > 70 or key.endswith(("。", "!", "?", ";", ",")) or "。" in key:
        return 0
    if IMPRINT.search(key):
        return 2
    if len(key) <= 50 and (PUBLISHED_BY.match(key) or (PUBLISHER.search(key) and len(key) > 4)):
        return 1
    short = SHORT_PAGE.match(key)
    if short and (PAGE_NAMES.match(short["name"]) or short["b"][0] in "0ABCD"):
        return 1
    if not _MAY_MARK.search(key):
        return 0
    left, marks = strip_marks(key)
    if not marks or len(re.sub(r"[\s|]+", " ", left)) > 26 or "," in left:
        return 0
    tokens = left.split()
    date = bool(DATE.search(key))
    if date and (WEEKDAY.search(key) or TOTAL.search(key) or PAGE.search(key)):
        return 2
    if all(token == "|" or LABEL.match(token) or is_masthead_word(token) for token in tokens):
        return 2 if TOTAL.search(key) and LUNAR.search(key) else 1
    if marks > 1 and len(left) <= 10 and re.fullmatch(r"[\u4e00-\u9fff·、\s]+", left):
        return 1
    page = PAGE.search(key)
    if page and page.start() <= 2 and len(left) <= 10 and not re.search(r"[\d,、]", left):
        return 1
    return 0


def is_closed(key: str) -> bool:
    """Whether a text is masthead throughout: nothing is left that may be a title."""
    if not mark_score(key):
        return False
    # Whatever follows the number of the page is its name.
    left, marks = strip_marks(_AFTER_PAGE.sub("", key))
    if PUBLISHED_BY.match(key):
        names = [PUBLISHED_BY.sub("", name) for name in PUBLISHED_BY.sub("", key).split()]
        return all(SIGNED.search(name) or name.endswith(("样报", "集团", "报社")) for name in names)
    if PUBLISHER.search(key) and not marks:
        return True
    words = [word for word in re.split(r"[\s:|/]+", left) if word]
    # The number of the page stands before its name: A05 社区.
    words = [
        word
        for word, behind in zip(words, [*words[1:], ""], strict=False)
        if not (behind and LABEL.match(word) and PAGE_NAMES.match(behind))
    ]
    return marks > 0 and all(map(is_masthead_word, words))


def split_turn(key: str) -> tuple[int, int]:
    """Return where the text proper of a line starts and ends, without （上接第1版） and （下转第2版）."""
    tail, lead = _TURN.search(key), _LEAD_TURN.search(key)
    return (lead.end() if lead else 0), (tail.start() if tail else len(key))
