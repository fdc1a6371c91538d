"""Fields of the paper that a question asks for: who wrote it, on which page, of which day."""

from __future__ import annotations

import re

from qa.understand.pointing import ORDER
from qa.understand.records import Named, Wanted

# A word for one printed piece: what is asked about it is a field of the paper, not a fact of the world.
_PIECE = (
    r"(?:[这那该此本](?:一)?(?:篇|则|条|组|张|幅|期|版|份|个)?|该)?(?:头版|头条|倒头条|报眼)?"
    r"(?:评论员文章|图片新闻|新闻|报道|文章|稿件|稿子|稿|消息|通讯|特写|专访|评论|社论|时评|公告|通告|启事|照片|图片|配图|图|报纸|头条|倒头条|报|版面"
    r"|一文|内容)"
)
_THIS = (
    rf"(?:{ORDER}|[这那该此](?:一)?(?:篇|则|条|组|张|幅|期|版|份)"
    r"(?:文章|报道|新闻|稿子|稿件|评论|照片|图片|报纸|消息)?|第[一二三四五六七八九十\d]+(?:篇|条|则)"
    r"|[这那它]|该文|本文|此文|上面|上一条|上述报道)"
)
# 七月十九是几号: what is asked for its day is a day of the other calendar.
LUNAR_ASKED = re.compile(
    r"^(?:农历|阴历)?的?(?P<day>闰?(?:[正冬腊]|十[一二]?|[二三四五六七八九])月(?:初[一二三四五六七八九十]|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?))"
    r"(?:那天|这天)?是?(?:今年)?的?(?:公历|阳历|新历)?的?是?(?:几月几[号日]|几[号日]|哪一?天)$"
)
_FIELDS: tuple[tuple[str, Wanted, bool], ...] = (
    (r"通讯员(?:是|叫|有)?(?:谁|哪|什么)|哪(?:位|个|名|些)通讯员", "correspondent", True),
    (
        r"摄影(?:记者|者|师|作者)?(?:是|叫)(?:谁|哪|什么)|(?:是)?谁(?:拍摄?|摄影?)的?(?=$|.{0,4}(?:照片|图|这张|这组))"
        r"|(?:照片|图片|图|配图|组图)是?(?:由)?(?:谁|哪(?:位|个|名)(?:摄影)?(?:记者|摄影师)?)(?:拍|摄|提供)|哪(?:位|个)摄影(?:记者|师)拍",
        "photographer",
        False,
    ),
    (
        r"(?:采写|撰稿|署名|执笔)(?:记者|人|作者)?(?:是|叫)?(?:谁|哪|什么)|哪(?:位|个|名|些)(?:本报)?记者(?:写|采写|报道|采访|撰写|执笔|署名)"
        r"|(?:作者|记者)(?:是|叫|有)(?:谁|哪(?:位|个|些|名)|什么名?)|谁(?:写|采写|撰写|报道|执笔)(?:了|的)?(?=$|《|.{0,6}(?:报道|文章|新闻|稿|评论|这|那|头条))"
        r"|(?:是|由)(?:谁|哪(?:位|个|名)(?:记者)?)(?:写|采写|撰写|执笔|署名|采访|报道)的?|是谁的(?:报道|稿子|文章|手笔)|出自谁",
        "reporter",
        False,
    ),
    (
        r"(?:总)第?(?:几|多少)期|总期数|报纸期号|(?:第几|哪一?|多少)期(?:报纸|的?报)?|期号",
        "issue_number",
        False,
    ),
    (
        r"版名|版面(?:的)?(?:名称|名字|叫)|(?:这|第.|哪个?)版(?:叫|的名)|叫什么版|是什么版$|属于什么版",
        "page_name",
        False,
    ),
    (
        r"(?:有|是|共|出|印)了?(?:几|多少)个?版(?:面)?$|(?:有|是)哪些版面?$|(?:几|多少)个版面?$|(?<![第头\dA-Za-z一二三四五六七八九十])(?:版面|版)(?:有|是)(?:哪些|几个?|多少)$",
        "pages",
        False,
    ),
    (
        r"第几版|(?<![有共出印])几版|哪(?:一|个)?版(?!本)|哪个?版面|什么版面|版次|版号|(?:登|刊|印|发表|刊登|见报)在(?:了)?(?:哪里|哪儿|哪$|什么地方|什么位置)",
        "page",
        False,
    ),
    (
        r"(?:哪个?|哪一个|什么|啥)(?:栏目|专栏)(?=$|[的里登刊上中发见写])|(?:栏目|专栏)(?:名|名称|名字)?(?:是|叫)(?:什么|啥|哪)|栏目名",
        "column",
        False,
    ),
    (
        r"(?:报道|文章|稿子|评论|社论|通讯|特写)(?:的名字)?叫(?:什么|啥)(?:名字?|题目?)?$|(?:标题|主标题|大标题|题目)(?:是|叫|写的?是?)?(?:什么|啥|怎么写)|什么(?:标题|题目)|标题呢?$",
        "headline",
        False,
    ),
    (LUNAR_ASKED.pattern, "date", True),
    (r"农历(?:是)?(?:几|多少|什么|哪)|(?:是)?农历(?:的)?(?:几月几|哪一?天|什么日子)", "lunar", False),
    (r"(?:星期|周|礼拜)几(?:的报|出版|出的|见报|$)", "weekday", False),
    (
        r"(?:主办|出版|联办|主管|编印|出品)(?:单位|方|者)?(?:是|有|为)?(?:谁|哪|什么)|(?:由|是)?(?:谁|哪(?:家|个)?单位|哪些单位)(?:主办|联办|出版|办)的?$",
        "publisher",
        False,
    ),
    (
        r"哪(?:份|家|张|个|种)(?:报纸|报社|报刊|报(?![道告名销]))|哪家媒体(?:登|报道|刊)|什么报(?:纸)?(?![道导告名刊])|报纸(?:的)?(?:名字|名称|叫什么)|谁(?:印|刊登|登)的|哪家(?:登|报道|刊发|刊登)",
        "newspaper",
        False,
    ),
    (
        r"(?:报道|新闻|文章|消息|照片)(?:是|登的是)?(?:哪一?天|几号|什么时候)的$|(?:今天|今日)是?几月?几?[号日]$"
        r"|(?:\d|[这那该此一]|最新)期(?:的?报纸?)?是(?:哪一?天|几号|什么时候)的?$",
        "date",
        True,
    ),
    (
        r"(?:报纸|报上|贵报|本报|你们)(?:上)?是?(?:哪一?天|什么时候|几号)(?:说|讲|写|提|登|报道)(?:到|过|的|了)"
        r"|(?:哪一?天|几号|哪日|几月几[日号]|什么时候|何时|哪一?期)(?:的)?(?:报纸|报上|见报|见的报|登报|登出|登载|登的|刊登|刊发|刊出|刊载|上的?报|出版|印的|发行)"
        r"|(?:报纸|见报|出版|刊登|刊发|登报|发行)(?:日期|时间)?(?:是|在)(?:哪一?天|几号|什么时候|何时|几月几)|(?:见报|出版|刊发|刊登|登报|发报)(?:的)?(?:日期|时间)"
        r"|(?:报道|发表|发布|登)(?:的)?(?:日期|时间)|(?:哪一?天|什么时候|几号|何时)(?:报道|发表|发布|登|发)的",
        "date",
        False,
    ),
)
_META = tuple((re.compile(pattern), wanted, sure) for pattern, wanted, sure in _FIELDS)
_ONLY_DAY = re.compile(r"[\d年月日号今昨前明后天是的农历那这闰正冬腊初廿一二三四五六七八九十]*")
_TRUE_DATE = re.compile(r"^报上|^贵报|^本报|^你们|见报|登报|刊登|刊发|刊出|登出|登载|报纸|刊载|上的?报")
_SHOT = re.compile(r"是?谁(?:拍摄?|摄影?)的?")
_FILMED = re.compile(
    r"片(?!新闻)|视频|录像|监控|直播|节目|剧|镜头|MV|综艺|动画|记录|特写|[XB超CT]光?片?$|现场(?:是|由)|板|肩|马屁|脑袋|桌"
)
_MADE_OF = re.compile(
    r"(?:歌|曲|剧本?|小说|书|诗|词|信|字|对联|电影|影片|纪录片|视频|广告片|论文|报告|方案|剧|画|匾|碑文|校歌|横幅|春联)(?:的(?:作者|记者))?(?:是|由)?$"
)


def wanted_of(line: str, named: Named, pointing: bool) -> Wanted:
    """The field that is asked for, "" where none is.

    Args:
        line: The question without marks at its end.
        named: What it names to look in.
        pointing: There is an article before it that it may point back to.
    """
    for pattern, wanted, sure in _META:
        match = pattern.search(line)
        if match is None:
            continue
        before = line[: match.start()]
        if sure or _is_piece(line, before, match.group(), wanted, named, pointing):
            return wanted
    return ""


def _is_piece(line: str, before: str, words: str, wanted: Wanted, named: Named, pointing: bool) -> bool:
    """Whether a field of the paper is meant: an article or issue is named, shown or just before."""
    if named.headline or named.place:
        return True
    if _MADE_OF.search(before) or re.search(r"谁(?:写|拍|摄)的?(?:歌|书|剧|小说|电影|诗|信|字)", line):
        return False
    own = re.search(rf"{_THIS}(?:的)?(?:照片|图片|图|记者|作者)?(?:是|由|的|在|登)?$", before) is not None
    piece = re.search(_PIECE, line) is not None
    if wanted == "date":
        return bool(_TRUE_DATE.search(line)) or own or (piece and "报道" in line) or (not before and pointing)
    if wanted in ("issue_number",):
        return (
            "总" in words
            or "期号" in words
            or "报" in line
            or own
            or (named.newspaper is not None)
            or line == before + words
        )
    if wanted in ("page", "page_name", "headline", "column", "newspaper"):
        return piece or not re.search(
            r"(?:书|教材|词典|软件|系统|游戏|歌曲|专辑|电视台|电台|广播|作文|考试|比赛|论文|处女作|小说|诗|排行)",
            line,
        )
    if wanted in ("publisher", "lunar", "weekday", "pages"):
        # 今天农历几号: nothing but the day itself stands before it.
        day = _ONLY_DAY.fullmatch(before) is not None
        if day and (before or wanted == "pages") and wanted != "publisher":
            return True
        return bool(re.search(r"报(?!告|名|警|销)", line)) or own or (not before and pointing)
    if own or piece:
        return True
    if wanted == "photographer" and _SHOT.fullmatch(words) and len(before) >= 2:
        return _FILMED.search(line) is None  # 渡船开航是谁拍的
    if not _MADE_OF.search(before.removesuffix("的")) and re.search(
        r"(?:^|[,，])(?:写|采写|报道|采访|拍)(?!文件|信)[^,，]{2,16}的?(?:记者|作者)?$", before
    ):
        return wanted in ("reporter", "photographer")  # 写渡船的记者是谁
    if not before.strip("是由"):
        return pointing or wanted == "reporter" or wanted == "photographer"
    return False
