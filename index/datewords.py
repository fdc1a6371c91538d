"""How Chinese writes days, months and years: patterns for `index.dates`, one for each form of expression.

Every pattern is matched where one of its first characters stands, on a copy of the text that `prepared` made.
What a word must not follow (如今|天气, 光|明日) is said beside it.
"""

from __future__ import annotations

import re

_FROM = "０１２３４５６７８９．－／：（）　○零兩两週禮後農曆閏節國慶舊臘個這號間陽聖誕勞動軍婦驚蟄穀種處陰勝"
_TO = "0123456789.-/:() 〇〇二二周礼后农历闰节国庆旧腊个这号间阳圣诞劳动军妇惊蛰谷种处阴胜"
_WIDTH = str.maketrans(_FROM, _TO)

_VALUES = {char: value for value, char in enumerate("〇一二三四五六七八九十")}


def prepared(text: str) -> str:
    """The text, one character for one, with half-width digits and the Simplified form of calendar words."""
    return text.translate(_WIDTH)


def number(word: str) -> int:
    """A small number in digits or Chinese numerals.

    Raises:
        ValueError: It is none, as 六七十.

    >>> [number(word) for word in ("08", "十", "二十一", "廿三", "初七", "二〇二五")]
    [8, 10, 21, 23, 7, 2025]
    """
    if word.isdigit() and word.isascii():
        return int(word)
    word = word.replace("廿", "二十").lstrip("初")
    tens, ten, ones = word.partition("十")
    if not word or (len(tens) > 1 and ten) or len(ones) > 1 or "十" in ones:
        raise ValueError(f"{word!r} is no number")  # 六七十 is about sixty
    if ten:
        return (_VALUES[tens] if tens else 1) * 10 + (_VALUES[ones] if ones else 0)
    return int("".join(str(_VALUES[char]) for char in word))


_N = "一二三四五六七八九"
_HAN = f"{_N}十百千"
_JOIN = r"[ ]?(?:起?[至到]|[-—–―~～]{1,2})[ ]?"
_MONTH = rf"(?:1[0-2]|0?[1-9]|十[一二]?|[{_N}])"
_DAY = rf"(?:3[01]|[12]\d|0?[1-9]|三十一?|二十[{_N}]?|廿[{_N}]?|十[{_N}]?|[{_N}])"
_YEAR = rf"(?:(?:19|20)\d\d|[一二][九〇][〇{_N}]{{2}})"
_WEEKDAY = "(?:周|星期|礼拜)"
_QUARTER = r"(?:第?[一二三四1-4]季度|首季度?)"
_HALF = "[上下]半年"
_COUNT = rf"(?:\d{{1,3}}|半|[{_N}]?十[{_N}]?|[{_N}])"
_UNIT = "(?:天|周|个?星期|个?礼拜|个月|个季度|年)"

_EVERY_YEAR = rf"(?P<year>{_YEAR})[ ]?年|(?P<ryear>大前年|今年|去年|前年|明年|后年|本年度)"
_ATTACHED = (
    rf"(?:[ ]?\([ ]?{_WEEKDAY}(?P<attached>[一二三四五六日天])[ ]?\)"
    rf"|[ ]?{_WEEKDAY}(?P<beside>[一二三四五六日天]))?"
)
_SINCE = "(?P<since>以来|至今)?"
_IN_MONTH = (
    rf"(?:份?[ ]?(?:(?P<day0>{_DAY})[ ]?[日号]?{_JOIN})?(?P<day>{_DAY})[ ]?[日号](?!楼|线|院){_ATTACHED}"
    rf"|份?(?P<third>[初底末]|[上中下]旬|月[底末初])|份)?"
)
_MONTHS = rf"(?:(?P<month0>{_MONTH})[ ]?(?:月份?)?{_JOIN})?(?P<month>{_MONTH})[ ]?月(?!龄|大的|河|革命|怀|天)"
_OF_YEAR = rf"(?P<half>{_HALF})|(?P<first3>前三季度)|(?P<quarter0>[一二三]){_JOIN}(?P<quarter1>[二三四])季度"
_OF_YEAR += rf"|(?P<quarter>{_QUARTER})|前(?P<firstmonths>{_COUNT})个月|(?:年|年度)?(?P<edge>[初底末])"
# 2025年产值 is what 2025 yearly yields, 2025年轻人 are people.
_NOT_YEAR = "(?!产|均|薪|级|代|限|龄|轻|货|画|味|息|来|检|审)"
# 去年来了多少人 is a year; 如今年产, 过去年均 are none.
_LAST_OR_THIS = "(?<=[今去]年)(?<![如至当现于而过失离]今年)(?<![过失离]去年)"

ISO = re.compile(
    r"(?<![\d.])(?:(?P<y1>(?:19|20)\d\d)-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
    r"|(?P<y2>(?:19|20)\d\d)/(?P<m2>\d{1,2})/(?P<d2>\d{1,2})"
    r"|(?P<y3>(?:19|20)\d\d)\.(?P<m3>\d{1,2})\.(?P<d3>\d{1,2})"
    r"|(?P<y4>20\d\d)(?P<m4>[01]\d)(?P<d4>[0-3]\d)(?![元万亿个人吨]))(?![\d.]\d|\d)日?"
)
YEARS = re.compile(
    rf"(?<!\d)(?P<year0>{_YEAR})[ ]?年?{_JOIN}(?P<year>{_YEAR})[ ]?年{_NOT_YEAR}(?!{_MONTH}[ ]?月)"
)
YEAR = re.compile(
    rf"(?<![\d.])(?<![过失离死])(?<!\d年)(?:{_EVERY_YEAR})(?P<tail>[ ]?的?[ ]?(?:{_MONTHS}{_IN_MONTH}"
    rf"|{_OF_YEAR})|度|{_LAST_OR_THIS}|{_NOT_YEAR}){_SINCE}"
)
SHORT_YEAR = re.compile(rf"(?<![\d.])(?P<short>\d\d)年{_MONTHS}{_IN_MONTH}{_SINCE}")
MONTH = re.compile(rf"(?<![\d./个每第{_HAN}])(?<!\d:)(?<!每年){_MONTHS}{_IN_MONTH}{_SINCE}")
THIS_MONTH = re.compile(
    r"(?<!日)(?P<rmonth>上上个?月|上个?月|本月|这个?月|下个?月)"
    r"(?![饼球牙台票经供])" + _IN_MONTH + _SINCE
)
_NO_DAY = "期时共续后前过满达足限留第每近约余均刑月年"
BARE_DAY = re.compile(
    rf"(?<![\d./{_NO_DAY}{_HAN}])(?<!\d:)(?:(?P<day0>{_DAY})[日号]?{_JOIN})?"
    rf"(?P<day>\d{{1,2}}|三十一?|二十[{_N}]|十[{_N}])日"
    r"(?![内游后均线龄夜间常子元])(?!前(?![往来夕]))(?!本(?![报市刊台县区]))(?!报(?![道告名警送关]))"
    + _ATTACHED
)
NUMBERED_DAY = re.compile(
    rf"(?<![\d./A-Za-z第每{_HAN}])(?<!\d:)(?:(?P<day0>{_DAY})号?{_JOIN})?(?P<day>{_DAY})号"
    r"(?=[上下]午|晚|中午|凌晨|早上|当天|那天|这天|头[版条]|的?报[纸上]|[日晚]报|的报|第?[一二三四1-8]版|有[什哪没啥]|发生|开[了幕会始]|[至到之]|[,，。？?！!\s]|$)"
    + _ATTACHED
)
WEEK = re.compile(
    r"(?:(?<![线网路身晚早街海手船桌车湖世地席马以加赶跟关楼床脸头墙台])(?P<before>上上|上)"
    r"|(?<![线以之如天地脚手部名])(?P<after>下下|下)|(?<![日根资成版样书课剧原])(?P<this>本)|(?P<that>这))"
    r"(?:一周|一?个?(?:周|星期|礼拜))(?P<weekday>[一二三四五六日天末])?(?![次边围转游密详刊岁杰])"
)
WEEKDAY = re.compile(
    rf"(?<![每{_N}十几数多半\d隔逢上下本双单个这])(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    r"(?![次个场节轮])(?:(?<!天)(?!天))?"
)
DAY_WORD = re.compile(
    r"(?P<word>大前天|大后天|(?<![如《于])今(?:天|日(?!头条|说法|之)|晨|早|晚|夜|午)|昨(?:天|日|晚|夜|晨|早|午)"
    r"|(?<![目以之此当提眼面年日月空产赛会雨史])前(?:天|日(?!本))(?!下)"
    r"|(?<![今光文黎聪说证表声发清透鲜精高开英贤申未])(?<!美好)(?<!美好的)明(?:天(?!会?更)|日(?!之|报)|早|晚|晨)"
    r"|(?<![今以此之然最先午雨随往日年月周背落战前其赛会饭课灾过夜\d])后天(?!培养|努力|养成|性|失调|免疫|的努力|教育))"
    + _ATTACHED
)
PART_OF_YEAR = re.compile(
    rf"(?<![晚早路网续每第\d{_HAN}])(?:(?P<half>{_HALF})|(?P<first3>前三季度)"
    rf"|(?P<quarter0>[一二三]){_JOIN}(?P<quarter1>[二三四])季度|(?P<quarter>{_QUARTER})"
    rf"|(?P<rquarter>[上本下])(?:一个?|个)?季度|前(?P<firstmonths>\d{{1,2}}|十?[{_N}]|十)个月)"
)
EDGE = re.compile(
    rf"(?<![\d去今前明后每本当个上下这{_HAN}])(?P<unit>[年月岁])(?P<edge>[初底末])(?!一|二|三|四|五)"
)
AGO = re.compile(
    rf"(?<![\d.第多余几数同月百千万近前{_HAN}])(?P<count>{_COUNT})(?P<unit>{_UNIT}|(?<!\d)日)"
    r"(?:[之以]?(?P<ago>前)(?![后往来沿进列])|[之以]?(?P<later>后)(?![来果续]))"
)
RECENT = re.compile(
    rf"(?:(?P<past>最近|过去|(?<![附最接靠临亲远将期时])近)|(?P<future>未来|今后|接下来))的?"
    rf"(?P<count>{_COUNT})(?P<unit>{_UNIT}|日)(?![岁级])"
)
_STEM = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]"
LUNAR = re.compile(
    rf"(?<![真修改端公反纠寒\d每第{_HAN}])(?:(?P<calendar>农历|阴历|旧历|夏历)的?[ ]?)?"
    rf"(?:(?P<stem>{_STEM})年[ ]?|(?:{_EVERY_YEAR})的?)?(?P<leap>闰)?"
    rf"(?P<lmonth>正|冬|腊|十[一二]?|[{_N}]|1[0-2]|[1-9])月"
    rf"(?P<lday>初[{_N}十]|二十[{_N}]?|廿[{_N}]?|三十|十[{_N}]?|[{_N}]|[12]\d|30|[1-9])?(?P<unit>[日号])?"
)
# 通讯员郑谷雨, 读者 白露: a solar term is a given name, too.
_NOBODY = "(?<![李王张刘陈赵吴徐孙马朱胡郭林何梁郑罗宋谢唐韩曹许邓冯彭潘袁董余苏叶魏蒋杜沈姜范])"
_NOBODY += "".join(
    f"(?<!{role})(?<!{role} )"
    for role in ["读者", "市民", "居民", "村民", "记者", "讯员", "老师", "作者", "编辑", "演员", "选手"]
)
FESTIVAL_OF = re.compile(
    r"(?:(?<![李王张刘陈赵吴徐孙马朱胡郭林何高梁郑罗宋谢唐韩曹许邓冯彭潘袁董余苏叶魏蒋杜沈姜范方金建和全])"
    r"国庆(?!祝|典)节?|(?<!立)春节|除夕|大年三十|大年(?P<newyear>初[一二三四五六七八])"
    r"|元宵(?:佳?节|夜)|(?<!治)清明(?!上河|政)节?|(?:[“\"]五一[”\"]|(?<![\d十廿])五一(?![路街村广奖大]))(?:国际)?(?:劳动)?节?"
    r"|劳动节|端午节?|七夕节?|中元节|中秋佳?节?|重阳(?![路村镇街木])节?|腊八节|元旦(?!旦)|(?:八一)?建军节|八一(?=节|前夕|期间)节?"
    r"|教师节|(?:六一)?(?:国际)?儿童节|六一(?=节|前夕|期间)节?|(?:三八)?妇女节|植树节|(?:五四)?青年节|(?:七一)?建党节"
    r"|圣诞节|记者节|母亲节|父亲节|十一(?=假期|黄金周|长假|期间)"
    rf"|{_NOBODY}(?:立春|惊蛰|春分|谷雨|立夏|芒种|夏至|小暑|大暑|立秋|处暑|白露|秋分|寒露|霜降|立冬|冬至|小寒|大寒)"
    r"|(?:雨水|小满|小雪|大雪)(?=节气|时节))(?P<holiday>假期|小?长假|黄金周|期间|假日)?"
)
JOINED = re.compile(
    rf"(?:[ ]?(?:上午|下午|晚上?|凌晨|早上|中午|清晨)?(?:\d{{1,2}}(?:[:]\d\d|[时点]))?)?{_JOIN}\Z"
)
FUTURE_BEFORE = re.compile(r"(?:将|拟|计划|预计|定于|有望|力争|争取|确保|截止)[^，。；！？,;\n]{0,8}\Z")
FUTURE_AFTER = re.compile(
    r"[^，。；！？,;\n]{0,6}?(?:将|起(?:正式)?(?:施行|实施|执行|生效)|拟|前(?:完成|建成|投))"
)
