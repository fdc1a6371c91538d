"""Bylines: who wrote, who sent it in, who took the picture, in the forms in which papers print it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.source import half_width

# The usual family names; a glued "记者了解到" is told from "记者廖大海" by them.
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦"
    "昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明"
    "臧计伏成戴谈宋茅庞熊"
    "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘"
    "缪干解应宗丁宣贲邓郁单"
    "杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗"
    "班仰秋仲伊宫宁仇栾暴甘"
    "钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄"
    "姬申扶堵冉宰郦雍却璩桑"
    "桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广"
    "禄阙东欧殳沃利蔚越夔隆"
    "师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴"
    "归海晋楚闫法汝鄢涂钦"
    "商牟佘佴伯赏墨哈谯笪年爱阳佟肖覃付代苟敬降腾仝揭门战涂候冼粟植衣邸苑但初宛铁库开旦皇尉青布来"
    "倩亓"
)
_DOUBLE = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "司徒",
    "夏侯",
    "端木",
    "长孙",
    "宇文",
)
# Family names that are far more often other words where they follow 记者.
_NOT_AFTER_ROLE = frozenset("从于向在有来看和与及采访获了走到见问说都时成应通强家乐能相开就也还是双当")
MARKERS = "■□●◎○◆◇★☆▲△▍▎▌◢◤•∎⬛⬜▪▫◼◻"
ARROWS = "▶◀▼►◄←→↑↓"
"""What points from a caption to its picture."""
_MARKER = re.compile(rf"^[{MARKERS}|丨#*·]+\s*")
_OUTLET = (
    r"(?:本报|本刊|本网|本台|我报|[\u4e00-\u9fff]{2,6}(?:日报|晚报|早报|晨报|时报|都市报|商报|报社"
    r"|电视台|新闻网|传媒中心|融媒体中心)|[\u4e00-\u9fff](?:都市报|快报|新报|融媒体中心)|新华社|中新社|人民网"
    r"|中新网|央视)"
)
_GRADE = (
    r"(?:全媒体|融媒体|全媒|融媒|见习|实习|首席|资深|特派|特约|驻[\u4e00-\u9fff]{2,4}|高级|主任"
    r"|文字|数字|多媒体|视频)"
)
_REPORTER = (
    rf"{_OUTLET}?(?:集团)?{_GRADE}*(?:记者|实习生|见习生|采写|撰文|撰稿|文字|评论员|编辑记者"
    rf"|采访|作者|报道组?|执笔|(?:整理|记录)(?=/))"
)
_CORRESPONDENT = r"(?:特约|骨干|本报)?(?:通讯员|通联员|特约记者|特约撰稿人?|通讯员采写|报道员)"
_PHOTOGRAPHER = rf"{_OUTLET}?{_GRADE}*(?:摄影(?:记者)?|摄像|图片(?:提供)?|供图|制图|绘图|漫画|[绘画](?=/)|图)"
_BOTH = (
    r"(?:文[、/·\s]?[图摄]影?|图[、/·\s]?文|摄影[、/·\s]?(?:报道|撰文|文字)|摄[、/·\s]?文"
    r"|文[、/·\s]?摄影|摄影?报道)"
)
_ROLE = re.compile(
    rf"(?P<both>{_BOTH})|(?P<cor>{_CORRESPONDENT})|(?P<rep>{_REPORTER})|(?P<pho>{_PHOTOGRAPHER})"
    r"|(?P<wri>(?<![\u4e00-\u9fff])(?:文|供稿|编译)(?=[/:\s]|$))|(?P<shot>摄(?!影|像|取|氏|制))"
)
# The roles that may stand behind the names.
_BEHIND = ("both", "pho", "shot", "wri")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}$|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+$")
_ORGANISATION = re.compile(
    r"(?:局|委|办|院|校|镇|街道|公司|中心|部|队|社|会|厂|所|站|大学|中学|小学|集团|日报|晚报|政府|法院|代表|委员|教授|律师"
    r"|分局|医院|区|县|市|村|团|职工|员工|主任|院长|老师|研究员|讲师|博士|专家|农艺师|工程师|医师|药师)$"
)
_EDITORIAL = re.compile(
    r"^(?:本报|本刊|本网|[\u4e00-\u9fff]{2,6}报)?(?:特约)?(?:评论员|编辑部|评论部|时评员|评论员文章)$"
)
_CREDIT = re.compile(
    r"^[\u4e00-\u9fff]{2,12}\s*供稿$|^(?:据|来源[::]?|转自|摘自|综合)\s*[\u4e00-\u9fff\w、《》\s]{2,20}(?:报道|消息|电|社|报|网|台)?$"
)
_TAIL = re.compile(r"[(（]([^()（）。！？!?]{2,40})[)）]\s*$")
_TAIL_SHOT = re.compile(
    rf"(?<=[。！？!?”’」])\s*((?:{_OUTLET}?{_GRADE}*(?:记者|通讯员)\s*)?(?:[\u4e00-\u9fff·]{{2,6}}"
    rf"|[\u4e00-\u9fff]\s[\u4e00-\u9fff])"
    r"(?:[、\s]+[\u4e00-\u9fff]{2,4})*\s*[/／]?\s*(?:文[/／](?:图|摄)|(?:摄|摄影|供图|图)(?:[/／]?(?:文|制图))?))\s*$"
)
_INLINE = re.compile(r"^[^。！？!?()（）]{0,24}[(（]([^()（）。]{2,60})[)）]")
# What some papers set instead of a slash: 文｜张三, 文\\张三.
_STROKE = re.compile(r"(?<=[\u4e00-\u9fff])\s*[\\|丨│]\s*(?=[\u4e00-\u9fff])")
# One name behind where its bearer works: 县农业局 张三.
_AFFILIATED = re.compile(
    r"(?!通讯员|记者|作者)[\u4e00-\u9fff]{2,12}(?:局|委|办|院|校|公司|中心|部|会|厂|所|站|处|科|室|队|班|组|矿|厅|大学|中学|小学|集团|政府|车间|支队|大队"
    r"|镇|乡|街道|社区|村|系|馆|教师|学生|专业|研究员|教授|讲师|博士|专家|医师|药师|工程师|农艺师|律师|职工|员工|工人|干部|主任|院长|老师|护士|护师)"
    r"\s+[\u4e00-\u9fff]{2,4}"
)
# Where a report comes from, behind the names: 记者 张三 发自临川, 记者 张三 省城报道.
_FROM = re.compile(
    r"\s+(?:发自|寄自|写于|摄于)[\u4e00-\u9fff]{2,10}$"
    r"|[\s/]+(?!摄影|图文|文图|摄|图片)[\u4e00-\u9fff]{2,4}报[道导]$"
    r"|(?<=[\u4e00-\u9fff])(?<!摄影)(?<!图文)(?<!文图)(?<!摄)报[道导]$"
)
# The same without brackets: 本报讯 记者 张三 报道：……
_REPORTED = re.compile(
    r"^(?:[^。！？!?()（）]{0,20}?(?:讯|电|消息)\s+)?((?:本报)?[\u4e00-\u9fff]{0,4}(?:记者|通讯员)[^。，,:：()（）]{2,40}?)"
    r"\s*报道\s*[:：]"
)
# The same with spaces and nothing else: 本报讯 记者 张三 通讯员 李四 市水利局昨天……
_SPACED = re.compile(
    r"^[^。！？!?()（）,，\s]{0,10}(?:讯|电|消息)\s+((?:(?:本报)?(?:记者|通讯员)\s*(?:[\u4e00-\u9fff]{2,4}\s+)+)+)"
    r"(?=[\u4e00-\u9fff\d“])"
)
# The class of a student, before his name: 新闻学院2023级3班 张三.
_CLASS = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:\d{2,4}级(?:[\u4e00-\u9fff\d]{1,3}班)?|\d{2,5}班"
    r"|[初高]?[一二三四五六][(][\d一二三四五六七八九十]{1,3}[)]班)(?=\s)"
)
# The same behind his name: 张三（水利系教授）; it is none of the parts of a text (外一首, 上).
_HOLDS = re.compile(
    r"(?<=[\u4e00-\u9fff])\s*[(][\u4e00-\u9fff·\s]{0,14}(?:教授|老师|教师|会员|主任|院长|书记|研究员|作家|学生|职工"
    r"|律师|医师|医生|局长|校长|村民|农民|市民|读者|系|局|院|校|委|镇|厂|公司|中心|村)[)]$"
)
# Who helped the pupil that wrote: 指导老师 张三.
_TAUGHT = re.compile(r"(?:指导|辅导)(?:老师|教师)\s*[/:]?\s*[\u4e00-\u9fff]{2,4}")
# Who gave the picture to the paper, where that is no person by name: 图/受访者提供.
_LENT = re.compile(
    r"\s*(?:供图|图片来源|图片?)?\s*[:/]?\s*[\u4e00-\u9fff]{0,4}(?:者|方|单位|对象|资料|家属|本人|网络|部门|社区|学校|医院|局|公司)"
    r"(?:提供|供图)$"
)
# Who told it, before who wrote it down: 口述/张三 整理/本报记者 李四.
_TOLD = re.compile(
    r"^(?:口述|讲述|主讲|受访者?|嘉宾)\s*[/:][^/:]{2,24}?\s+(?=(?:整理|记录|采写|撰文|文)\s*[/:])"
)
# Whoever sends in a text to the paper is named behind what he is: （读者 张三）.
_READER = re.compile(r"^(?:热心)?(?:读者|市民|网友)\s+(?=[\u4e00-\u9fff]{2,4}$)")
# Or the picture.
_SHOT_BY_READER = re.compile(
    r"^(?:热心)?(?:读者|市民|网友)\s+(?=[\u4e00-\u9fff]{2,4}\s+(?:摄|摄影|图|供图)$)"
)


@dataclass(frozen=True, slots=True)
class Byline:
    """The names in a byline by what their bearers did; ``strength`` tells how sure it is one (0 to 3)."""

    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    strength: int = 0

    def __add__(self, other: Byline) -> Byline:
        """Both bylines together, every name once, in the printed order."""
        return Byline(
            tuple(dict.fromkeys(self.reporters + other.reporters)),
            tuple(dict.fromkeys(self.correspondents + other.correspondents)),
            tuple(dict.fromkeys(self.photographers + other.photographers)),
            max(self.strength, other.strength),
        )


NOBODY = Byline()


def is_name(text: str) -> bool:
    """Whether ``text`` can be a person's name: two to four Han characters, or a name with dots."""
    return bool(_NAME.match(text)) and not _ORGANISATION.search(text[2:]) and not _ROLE.match(text)


def has_surname(text: str) -> bool:
    """Whether ``text`` is a name that starts with a usual family name."""
    return is_name(text) and (text[0] in _SURNAMES or text.startswith(_DOUBLE) or "·" in text)


def split_names(text: str) -> list[str] | None:
    """Cut a list of names at spaces, commas and slashes; None where something in it is no name.

    Names of two characters set with a space (王 强) are put together. Offices and other affiliations
    between the names are left out.
    """
    tokens = [token for token in re.split(r"[\s、,;/]+", text.strip(" :、,;/()")) if token]
    names: list[str] = []
    strange = 0
    place = 0
    while place < len(tokens):
        token = tokens[place]
        if len(token) == 1 and place + 1 < len(tokens) and len(tokens[place + 1]) <= 2:
            token += tokens[place + 1]
            place += 1
        place += 1
        if token in ("等", "和", "及", "报道", "整理", "采写"):
            continue
        if is_name(token):
            names.append(token)
        elif _ORGANISATION.search(token) and len(token) <= 14 and re.fullmatch(r"[\u4e00-\u9fff]+", token):
            strange += 1
        else:
            return None
    return names if len(names) >= strange else None


def _is_short(name: str) -> bool:
    return len(name) <= 3 or name.startswith(_DOUBLE)


def parse_byline(text: str) -> Byline:
    """Read one line as a byline.

    Returns:
        The names by role, and the strength: 3 with a role (记者, 通讯员, 摄影...), 2 with a mark before the
        names (□ 王五), 1 for bare names, 0 where the line is no byline.
    """
    if re.search(r"[。!?;！？；“”《》%％]", text):
        return NOBODY
    key = _STROKE.sub("/", half_width(text).strip())
    body = _MARKER.sub("", key)
    marked = body != key
    while len(body) > 2 and body[0] in "([{【" and body[-1] in ")]}】":
        body = _READER.sub("", body[1:-1].strip())
        marked = True
    body = _READER.sub("", body) if marked else body
    body = _TOLD.sub("", _SHOT_BY_READER.sub("", body))
    # A mark may stand before each role; inside a line of names it says nothing.
    body, classes = _CLASS.subn("", body)
    body, posts = _HOLDS.subn("", body)
    told = classes + posts > 0
    body = _LENT.sub("", _FROM.sub("", re.sub(rf"\s*[{MARKERS}]\s*", " ", body).strip()))
    if not body or len(body) > 60 or re.search(r"[。!?;\"“”《》0-9%]", body):
        return NOBODY
    if _TAUGHT.fullmatch(body):
        return Byline(strength=2)
    editorial = re.sub(r"\s", "", body)
    if _EDITORIAL.match(editorial):
        return Byline(reporters=(editorial,), strength=3)
    if (
        len(body) <= 24
        and _CREDIT.match(body)
        and (marked or body.startswith(("来源", "转自", "摘自", "据新华社")))
    ):
        return Byline(strength=2)
    found = _by_roles(body)
    if found.strength:
        return found
    if marked and re.fullmatch(r"[\u4e00-\u9fff]\s+[\u4e00-\u9fff]", body):
        # Only names of two characters are set apart so.
        return Byline(reporters=("".join(body.split()),), strength=2)
    names = split_names(body)
    if marked and names == [body] and len(body) <= 3 and key[0] in MARKERS:
        return Byline(reporters=(body,), strength=2 if has_surname(body) else 1)
    if names and len(names) <= 6 and len(re.split(r"[\s、,/]+", body)) <= 8:
        sure = sum(map(has_surname, names))
        usual = all(_is_short(name) or "·" in name for name in names)
        if marked and sure and usual:
            return Byline(reporters=tuple(names), strength=2)
        last = names[-1]
        if (told or _AFFILIATED.fullmatch(body)) and has_surname(last) and _is_short(last):
            return Byline(reporters=(last,), strength=2)
        if sure == len(names) and usual:
            return Byline(reporters=tuple(names), strength=1)
    return NOBODY


def _by_roles(body: str) -> Byline:
    """Read a byline that names roles, before the names (记者 张三) or after them (张三 摄)."""
    roles = list(_ROLE.finditer(body))
    if not roles:
        return NOBODY
    total = NOBODY
    head = body[: roles[0].start()].strip(" :,、/")
    pending = split_names(head) if head else []
    if pending is None:
        return NOBODY
    if head and not pending and not _ORGANISATION.search(head):
        return NOBODY
    both = False
    behind = bool(pending) and roles[0].lastgroup in _BEHIND
    for place, role in enumerate(roles):
        end = roles[place + 1].start() if place + 1 < len(roles) else len(body)
        chunk = body[role.end() : end]
        glued = bool(chunk) and chunk[0] not in " :、,/|"
        names = split_names(chunk) if chunk.strip(" :、,/|") else []
        if names is None:
            return NOBODY
        if glued and names and (not has_surname(names[0]) or names[0][0] in _NOT_AFTER_ROLE):
            return NOBODY
        if behind and names and role.lastgroup in _BEHIND:
            # 张三/文 李四/图: every role stands behind its names.
            total = total + _with_role(role.lastgroup or "", tuple(pending))
            pending = names
            continue
        after_names = role.lastgroup in _BEHIND and not names and pending
        holders = tuple(pending or ()) if after_names else tuple(names)
        if role.lastgroup == "shot" and names and not pending:
            holders = tuple(names)
        if both and names and role.lastgroup in ("rep", "cor"):
            # 文/图 记者 赵六: whoever is named first did both.
            total = total + _with_role("both", holders if role.lastgroup == "rep" else ())
            total = total + Byline(photographers=holders)
        both = (both and not names) or (role.lastgroup == "both" and not holders)
        if not holders and role.lastgroup == "shot":
            return NOBODY
        if after_names and role.lastgroup in ("pho", "shot"):
            total = _without(total, holders)
        known = total.reporters + total.correspondents
        if after_names and role.lastgroup == "both" and all(name in known for name in holders):
            total = total + Byline(photographers=holders)
        else:
            total = total + _with_role(role.lastgroup or "", holders)
        if names:
            pending = names
        elif not after_names and role.lastgroup in ("rep", "cor"):
            pending = pending or []
    # A line of roles without a single name is a title ("记者 通讯员 ...") only if something is left over.
    people = total.reporters + total.correspondents + total.photographers
    if not people:
        return NOBODY
    if (
        roles[0].lastgroup in ("pho", "wri")
        and head
        and roles[-1] is roles[0]
        and len(body) - roles[0].end() > 0
    ):
        return NOBODY
    return Byline(total.reporters, total.correspondents, total.photographers, 3)


def _without(byline: Byline, names: tuple[str, ...]) -> Byline:
    """Whoever is named for the picture alone (记者 王强 摄) did not write the text."""
    return Byline(
        tuple(name for name in byline.reporters if name not in names),
        tuple(name for name in byline.correspondents if name not in names),
        byline.photographers,
    )


def _with_role(role: str, names: tuple[str, ...]) -> Byline:
    if role in ("rep", "wri"):
        return Byline(reporters=names)
    if role == "cor":
        return Byline(correspondents=names)
    if role == "both":
        return Byline(reporters=names, photographers=names)
    return Byline(photographers=names)


def inline_byline(text: str) -> Byline:
    """Read the byline inside a dateline: ``本报讯（记者张三 通讯员李四）近日……``; the text keeps it.

    It may stand without brackets where a word ends it: ``本报讯 记者 张三 报道：……``.
    """
    match = _INLINE.match(text) or _REPORTED.match(text) or _SPACED.match(text)
    if not match or not re.search(r"记者|通讯员|实习生", match[1]):
        return NOBODY
    found = parse_byline(match[1])
    return found if found.strength == 3 else NOBODY


def split_tail(text: str) -> tuple[str, str, Byline]:
    """Cut a credit off the end of a paragraph: ``……。（记者 张三）`` or ``……。 王五 摄``.

    Returns:
        The paragraph without it, the credit as printed (empty if there is none), and its names.
    """
    match = _TAIL.search(text)
    if match and re.search(r"[。！？!?…”’」]\s*$", text[: match.start()]):
        found = parse_byline(match[1])
        if found.strength == 3 or found.reporters or _CREDIT.match(half_width(match[1])):
            return text[: match.start()].rstrip(), match[0].strip(), found
    shot = _TAIL_SHOT.search(text)
    if shot:
        found = parse_byline(shot[1])
        glued = re.search(r"(?<!供)(?<![\s/])图$", half_width(shot[1]))
        if found.photographers and not (glued and not all(map(has_surname, found.photographers))):
            return text[: shot.start()].rstrip(), shot[0].strip(), found
    return text, "", NOBODY
