"""What form of answer a question asks for."""

from __future__ import annotations

import re

from index.terms import tagged
from qa.understand.fields import wanted_of
from qa.understand.form import asks_openly, strip_marks
from qa.understand.named import ARTICLE, WORKS, without
from qa.understand.pages import pages_counted
from qa.understand.records import Kind, Named, Wanted
from qa.understand.views import view_asked

_COUNT = re.compile(
    r"(?<!哪)(?:几|多少)(?:篇(?!论文|作文|小说|课文)|(?:条|则|个|份|组|幅|张)(?:[^,，?]{0,12}的)?"
    + ARTICLE
    + r")|"
    + ARTICLE
    + r"(?:一共|总共|共|都)?有?(?:几|多少)(?:篇|条|则|个|份|张|幅|组)"
    + r"|(?:更正|勘误|声明|来信)(?:一共|总共|共)?(?:登|刊登?|发)?(?:了|过)?(?:几|多少)(?:条|则|封|篇|次)"
    + rf"|有(?:过)?(?:几|多少)次{ARTICLE}"
    + r"|(?:报道|写|登|提到|提及|刊登|提)(?:了|过)?[^,，?]{0,12}?(?<!哪)(?:几|多少)(?:次|回|篇)"
)
_COUNTED_ELSEWHERE = re.compile(
    r"书(?![馆记法店院城屋房展画])|论文|小说|文集|收录|故事|作品|诗|散文|作文|征文|发表过"
)
_TIMELINE = re.compile(
    r"有(?:没有)?(?:什么)?后续(?:吗|没有|了)?$|来龙去脉|前因后果|始末|时间线|时间轴|前前后后|(?:最新|后续|目前|现在)?(?:的)?进展(?:是什么|如何|怎么样|怎样|情况|到哪|呢|$)|有(?:什么|哪些|没有|何)?(?:新|最新|后续)?的?进展"
    r"|后来(?:[^,，?]{0,6})(?:怎么样|怎样|如何|咋样|怎么了|呢|发生)|后来(?:有什么|还有什么)|(?:整个|全部|详细|事情的?)(?:过程|经过)|(?:的|事件)经过(?:是|如何|怎|$)|后续(?:呢|如何|怎么样|报道|情况|$)"
    r"|(?:是)?(?:怎么|如何)一步步|一步一步|现在怎么样了|最新(?:情况|动态|消息)(?:是什么|如何|怎么样|呢|$)|梳理(?:一下)?|先后(?:发生|有)|从头到尾|从头(?:说|讲)|从[^,，?]{2,10}到[^,，?]{2,10}都?(?:经历|发生)了(?:什么|哪些|啥)|最后怎么样了?|结果怎么样了"
)
_LOOKED_FOR = re.compile(
    r"^[^,，?]{0,6}天气(?:预报)?(?:怎么样|怎样|如何|好不好|好吗|情况|呢)?$|^(?:报上|报纸)?(?:有没有|有哪些|有什么|有几封)(?:人|市民|读者)?(?:的)?来信(?:吗)?$|^(?:报上|报纸)?(?:登了|登过|有没有|有哪些|有什么|有过?)(?:更正|勘误|致歉)(?:启事)?(?:吗)?$|^(?:报上|报纸)?(?:更正|勘误)了?(?:哪些|什么)(?:内容|地方|事)?$|(?:哪些|什么|啥)(?:大事|要事|新鲜事|动静|新动态)(?:发生)?$"
)
_COMPARES = re.compile(
    r"^(?:比较|对比)一?下?|前后(?:有什么|有哪些)?(?:变化|不同|不一)|说法(?:为什么)?(?:不一|不同)|有没有更正过"
)
_PASSAGE = re.compile(
    r"为什么|为何|为啥|凭什么|图什么|图啥|怎么(?!样的人)|咋|如何(?!是好)|怎样(?!的)|怎地|什么是|什么叫|啥叫|何谓|何为|啥是|(?:是|有)?(?:什么|啥|何)(?:意思|含义|意义|缘由|原因|道理|来历|概念)|指的?是?(?:什么|啥|哪些?意思)"
    r"|(?:原因|缘由|起因|理由|目的|初衷|用意|意思|含义|来历|由来)(?:是|在于)?(?:什么|啥|呢)?$|介绍一?下|讲讲|说说|谈谈|解释一?下|说一?下|讲一?下|科普一?下|详细说|评价|看法|怎么回事|(?:讲|说|写|谈|聊)(?:了|的)?(?:是)?(?:些)?(?:什么|啥)"
    r"|(?:主要)?内容(?:是|有)?(?:什么|啥)|什么(?:好处|影响|作用|意义|特点|区别|不同|后果|用处|用|关系|背景|情况|事|态度|反应|表现)(?:$|[呢啊])|什么事(?:情)?$"
)
# What somebody is told, asked or warned to do, in whole sentences: 丁祥提醒大家什么, 敦促对方做什么.
_DEMANDED = re.compile(
    r"(?:要求|呼吁|号召|倡议|建议|提醒|希望|敦促|叮嘱|嘱咐|告诫|劝告|主张|强调|指出|认为|提出)(?:了|过)?"
    r"(?P<whom>[^,，?？是]{0,8}?)(?:怎么做|(?:应该|要)?(?:做|干|注意)?(?:了|些|一些)?(?:什么|啥|哪些事))$"
)
# What somebody said, in whole sentences.
_SAID = re.compile(
    r"(?:说|讲|表示|回应|透露|坦言|感慨|回忆)(?:了|过)?(?:一?些|几?句)?(?:什么|啥|哪些话|什么话)$|有(?:什么|啥|哪些)(?:感受|感想|建议|期待|寄语|嘱托)$"
)
_LIST = re.compile(
    r"哪些|哪几|哪[两二三四五六七八九十]|(?:都)?有谁|(?:都)?有(?:啥|什么)(?:重点|重要|新|具体|主要)?(?:的)?(?:要求|措施|举措|办法|做法|规定|条件|内容|奖项|活动|项目|服务|功能|变化|亮点|安排|部署|特色"
    r"|优惠|政策|成果|成绩|荣誉|节目|展品|景点|线路|产业|产品|企业|单位|部门|地方|注意事项|困难|问题|类别|种类|环节|步骤|计划|打算)|分别(?:[^,，]{0,8}?(?:谁|什么|多少|哪|几)|是|为)|各(?:是|为|有)(?:多少|什么|谁|哪)|列出|列举|列一?下|一一|包括(?:什么|啥|谁)"
    r"|(?:什么|啥)和(?:什么|啥)|谁[和跟与同]谁|谁(?:都|也|还)?(?:参加|出席|列席|陪同)(?:了|过)(?!.*[第一]名)|(?:签约|合作|协议|共建)(?:的)?双方(?:分别|都)?(?:是|为)(?:谁|哪|什么)|(?:领导|干部|嘉宾|代表|专家|选手|队员|成员|委员|部门|单位)(?:里|中|们)?都?有?谁都?(?:参加|出席|到|去|来|在|列席|陪同)|几(?:大|个)(?:方面|任务|要求)(?:是什么|有哪些)|几大\S{2,4}是"
)
_YESNO = re.compile(
    r"是不是|是否|有没有|有无|能否|可否|([\u4e00-\u9fff])不\1|([\u4e00-\u9fff])没(?:有)?\2|(?:吗|嘛)$|(?<![什怎这那多])么$|了没有?$|没有$|对不对|属实|真的假的|(?:是真|是假)的?$"
    r"|(?:还是没|还是不)"
    r"|(?:能|可以?|会|要|让|准|许|肯|用|是|行|去|来|算|收|有|开|在|得)[^,，?]{0,10}不$|[\u4e00-\u9fff]{3}(?<![何岂莫从绝并决是差要才可])不$"
)
WHAT_LATELY = (
    "(?:最近|近来|近日|这几天|这两天|这周|本周|这阵子)"
    "都?在?(?:做|干|忙)(?:了|过)?些?(?:什么|啥|哪些(?:事情?)?)"
)
"""What somebody did of late, which the reports about them tell."""
_ARTICLES = re.compile(
    rf"{WHAT_LATELY}$|(?:哪些|哪几[篇条则]|哪[篇条则]|什么|啥|有没有|有无|找找?|找一?[下些]|查找?|搜索?|查查|看看|想看|要看|给我|列出|推荐|检索)(?:[^,，。?]{{0,24}}?的)?(?:相关|有关|最新|新|其他|别的|重要)?的?{ARTICLE}(?!发布会|中心|部|局|处|办|奖)"
    rf"|(?:关于|有关|涉及|提到|提及|介绍)(?:了|过|到)?[^,，。?]{{1,30}}?的(?:相关|全部|所有)?{ARTICLE}(?:有(?:哪些|什么|吗|没有)|呢|吗|$)"
    rf"|[^,，。?]{{2,30}}?的(?:相关|有关|全部|所有|最新)?{ARTICLE}(?:$|有哪些|有吗|有没有|在哪)|(?:报道|刊登|登载|登|写|报)过[^,，。?]*?(?:吗|没有|没)$"
    rf"|(?:报纸|报上|贵报|本报|你们)?有没有(?:报道|登|刊登|写到|提到|提及|说到|写)(?:过|了)?|{ARTICLE}(?:都|主要|一共)?有(?:哪些|什么|啥)|有没有(?:关于|有关)|(?:关于|有关)[^,，。?]{{1,24}}(?:报道|新闻|文章)"
    rf"|(?:相关|有关)(?:的)?(?:报道|新闻|文章)|哪[天期].{{0,6}}(?:报道|登|提到)过"
)
_PAPER_SUBJECT = re.compile(
    r"^(?:(?:这份|这张|贵|本|今天的?|昨天的?)?报(?:纸|上|道)?(?:上|里)?|你们|最近|近期|之前|以前|有没有)"
)
_SAYS_OF_PIECE = re.compile(r"有没有(?:提到|提及|说到|写到|说|提)")
_EMPTY_WORDS = re.compile(
    r"拍(?=的?是|了?(?:什么|谁))|近日|近来|日前|这阵子|这段时间|上午|下午|晚上|晚间|中午|早上|早晨|凌晨|夜里|傍晚|清晨|半夜|这份报纸|这份报|这几天|这两天|来一份|观点|看头|发布|怎么说|几天|两天|报上|得|这张报纸|报纸|日报|晚报|报社|当天|那天|这天|当日|那一天|这一天|一整天|头版|头条|倒头条|报眼|导读|版面|各版|全部|所有|主要|重点|重要|最新|最重要|最大|最近|近期|发生|刊登|登载|报道|登出|登|刊|新鲜|写|讲述|讲|说|介绍|关注|概括|总结|归纳|浏览"
    r"|速览|概览|摘要|梗概|综述|播报|读一?读|念一?念|读报|读|念|一下|哪些|哪几|哪(?=[篇条则])|什么|怎么|啥|有些|些|要闻|要事|大事件|大事|事情|事儿|事件|事|新闻|消息|文章|稿件|稿子|内容|看点|评论员|评论|社论|公告|通告|启事|图片新闻|照片|图片|图|栏目|专栏|值得|好看|看看|看|可看|出版|印|都|有没有|有|了|过|的|是|在|上面|里面|上|里|面|中|给我|帮我|请|列出|列一?下|列|找找|找|讲讲|说说|谈谈"
    r"|个|几|条|篇|则|版|报|我|想|知道|了解|要|吗|呢|啊|呀|吧|又|和|与|今|一共|总共|共|多少|关于|新|这|那|还|外|除|别|其他|大家|本|份|天|日|样|期|[\s,，。.?？!！、:：;；“”\"《》()]"
)
_DIGEST_CUE = re.compile(
    r"哪些|什么|啥|要闻|大事|导读|看[点头]|概括|总结|概览|速览|摘要|讲讲|说说|介绍|读报|读一?读|内容|新闻|报纸|头版|第.{1,3}版|\d版|头条|倒头条|报眼|列|版$"
)
_ATTRIBUTE = re.compile(
    r"(?:主题|目标|口号|名称|名字|姓名|全称|简称|职务|身份|职业|时间|地点|地址|日期|价格|票价|电话|号码|标准|级别|等级|颜色|单位|编号|代号|面积|金额|规模|数量|人数|任务|重点|结果|成绩|比分|冠军|亚军|季军|第一名|题目|课题|奖品|奖项|身份|品种"
    r"|品牌|型号|标志|吉祥物|首要|关键|核心|特色|作物|产品|产业|材料|方向|定位|条件|要求|范围|对象|形式|方式|总称|别称|别名|昵称|外号|学校|专业|县城|城市|国家|节目|作品|书名|片名|歌名|民族|星座|籍贯|天气|温度|频率|线路|站名|终点站|起点站)$"
)
# 评论里说最重要的是什么: what it says is asked, and not which it is.
_ASKS_WITHIN = re.compile(
    r"(?:里|中|上|文章)?(?:说|讲|认为|指出|提到|强调)的?[^,，?？]{2,}是(?:什么|啥|谁|哪)"
)
_NOTHING = Named()


def kind_of(
    text: str,
    named: Named = _NOTHING,
    spans: tuple[tuple[int, int], ...] = (),
    *,
    dated: bool = False,
    pointing: bool = False,
    happening: bool = False,
) -> tuple[Kind, Wanted]:
    """The form of the answer, and for metadata the field that is asked for.

    Args:
        text: The whole question, plain.
        named: What it names to look in.
        spans: Where its filters and days stand; the rest decides whether it has a topic of its own.
        dated: It names days.
        pointing: There is an article before it that it may point back to.
        happening: It asks for the events of a kind on its days.
    """
    line = strip_marks(text)
    rest = re.sub(r"[。?？!！\s]+", "", without(text, spans))
    empty = says_nothing(rest)
    if pages_counted(line) is not None:
        return "count", ""
    if view_asked(line) is not None:
        return "passage", ""
    wanted = wanted_of(line, named, pointing)
    if wanted:
        return "metadata", wanted
    if _COUNT.search(line) and (named != _NOTHING or not _COUNTED_ELSEWHERE.search(line)):
        return "count", ""
    if _TIMELINE.search(line) and not re.search(r"有没有人", line):
        return "timeline", ""
    if happening:
        return "digest", ""
    looking = (
        named.page
        or named.page_name
        or named.newspaper
        or named.column
        or named.place
        or named.issue_number
        or dated
    )
    only = named.column and not (named.page or named.page_name or named.newspaper or dated)
    if empty and (named.byline or (only and re.search(rf"哪些{ARTICLE}|{ARTICLE}有哪些", line))):
        return "articles", ""
    if (
        empty
        and named.kind in ("photo", "notice", "commentary")
        and not _ASKS_WITHIN.search(line)
        and re.search(r"哪些|什么|有没有|几|找|看看|列|呢|$", line)
    ):
        said = re.search(r"(?:讲|说|写|谈)了?(?:些)?(?:什么|啥)|内容", line)
        return ("digest", "") if said and (dated or looking) else ("articles", "")
    if (
        empty
        and (looking or re.search(r"报纸|报上|要闻|新闻|大事|导读|读报", line))
        and _DIGEST_CUE.search(line)
    ):
        return "digest", ""
    if empty and looking and not dated:
        return "digest", ""
    if named.byline and re.search(
        rf"(?:写|采写|拍|摄|报道|发表)(?:了|过)?(?:哪些|什么|啥|几)|的(?:{ARTICLE}|{WORKS})$|哪些{ARTICLE}",
        line,
    ):
        return "articles", ""
    if named.kind in ("photo", "notice") and re.search(r"哪些|什么|有没有|找|看看|列", line):
        return "articles", ""
    if _ARTICLES.search(line) and not _of_the_world(line):
        return "articles", ""
    if _LOOKED_FOR.search(line):
        return "articles", ""
    if _COMPARES.search(line):
        return "timeline", ""
    kind = _of_text(line)
    # Words without a question (跨境电商) are looked up, not answered by a phrase.
    bare = len(line) <= 12 and not text.endswith("?") and not re.search(r"[吗呢]$", line)
    if kind == "fact" and bare and not asks_openly(line) and re.search(r"[\u4e00-\u9fff]{2}", line):
        return "articles", ""
    return kind, ""


def says_nothing(text: str) -> bool:
    """Whether nothing is left of a text but words of form: 有哪些新闻."""
    return not _EMPTY_WORDS.sub("", text)


def _of_text(line: str) -> Kind:
    """Of a question that the texts answer."""
    openly = asks_openly(line)
    if _SAID.search(line) or _demands(line):
        return "passage"
    if _LIST.search(line) and not re.search(r"为什么|为何|怎么会", line):
        return "list"
    if re.search(
        r"为什么|为何|为啥|凭什么|怎么会|怎么(?!样)|如何|怎样(?!的)|是什么意思|什么是|什么叫", line
    ) and not re.search(r"是否|是不是|有没有", line):
        return "passage"
    if _YESNO.search(line) and not (openly and not re.search(r"是不是|是否|有没有|吗$", line)):
        return "yesno"
    if _PASSAGE.search(line):
        return "passage"
    if _defines(line):
        return "passage"
    return "fact"


def _demands(line: str) -> bool:
    """Whether a question asks what somebody demands or holds, and not the object of what is to be done.

    >>> _demands("医生提醒大家什么"), _demands("评论要求摒弃什么"), _demands("公署敦促对方做什么")
    (True, False, True)
    """
    match = _DEMANDED.search(line)
    if match is None or match.start() == 0:
        return False
    return not any(flag[0] == "v" and len(word) > 1 for word, flag in tagged(match["whom"]))


def _defines(line: str) -> bool:
    """X是什么, where X is a thing by itself (八八战略是什么) and no attribute of one (活动主题是什么)."""
    match = re.fullmatch(r"(.{2,20}?)(?:到底|究竟)?是(?:个|一种)?(?:什么|啥)(?:东西|呢|呀|啊)?", line)
    if not match:
        return False
    subject = match[1]
    if subject[-1] in '”》"':
        return True
    return (
        "的" not in subject
        and not _ATTRIBUTE.search(subject)
        and not re.search(r"[,，]|第[一二三四\d]|最", subject)
    )


def _of_the_world(line: str) -> bool:
    """Whether what looks like a search for reports asks what somebody or some text said."""
    if re.search(r"新闻(?:发布会|发言人)|发布会|(?:网友|群众|市民|专家|学者|观众|读者)的?评论|评论区", line):
        return True
    said = _SAYS_OF_PIECE.search(line)
    if said and not _PAPER_SUBJECT.match(line):
        return True
    if re.search(r"(?:发布|公布|张贴|出台)了?(?:什么|哪些)(?:公告|通告)", line):
        return True
    return bool(re.search(r"(?:哪些|什么)(?:消息|作品|照片|图片)", line)) and not re.search(
        r"报(?:上|纸)|版|刊|登|关于|有关", line
    )
