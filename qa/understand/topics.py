"""What a question is about: its subject without what is asked of it, and what its pronouns can mean."""

from __future__ import annotations

import re

from index.bylines import has_surname
from index.terms import tagged
from qa.understand.form import strip_marks
from qa.understand.named import ARTICLE
from qa.understand.names import Names
from qa.understand.slots import time_only

_WH = (
    r"(?:什么时候|什么时间|什么地方|什么原因|什么人|为什么|为何|为啥|什么|哪一[年天日个家位]|哪[里儿年月天日个家位些]|哪[几两二三四五六七八九十][个家位项条名大]?|谁|多少|多[大长高久远宽深重快]"
    r"|(?<![十好])几(?:[个位名家条篇支辆座岁点年月天号项元块人所次]|$)?|怎么样|怎样|怎么|如何|何时|何地|是不是|是否|有没有|能不能|会不会|要不要)"
)
_ATTRIBUTES = (
    "妻子|丈夫|女儿|儿子|父亲|母亲|总工程师|总设计师|主持人|领队|队长|教练|时间|地点|地址|预算|概算|成本|经费|资金|损失|人口|历史|人数|票价|价格|价钱|票|主题|规模|面积|长度|全长|总长|高度|宽度|总投资|投资额?|造价|费用|奖金|奖项|成绩|比分|冠军|亚军|季军|第一名|结果|原因|目的|目标|意义|背景|内容"
    "|名称|名字|全名|姓名|职务|年龄|电话|日期|数量|金额|比例|占比|增速|总量|产量|产值|销售额|销量|收入|利润|营业额|温度|最高气温|最低气温|水位|有效期|期限|工期|进度|口号|宗旨|特点|亮点|要求|措施|条件|标准"
    "|负责人|主办方|承办方|主办单位|承办单位|参赛队伍|队伍|嘉宾|评委|作者|记者|设计师|设计者|施工单位|建设单位|开放时间|营业时间|开馆时间|门票|班次|首班车|末班车|首班|末班|路线|线路|起点|终点|车站|站点|报名时间|报名方式"
    "|收费标准|收费|报名费|报名电话|截止时间|截止日期|联系电话|联系人|联系方式|补贴|补助|奖励|期数|届数|占地面积|建筑面积|总面积|床位|学位|车道|限速|出口额|进口额|出口规模|总额|总数|同比|环比|水深|重量|楼层|层数|房间数"
)
# What a thing has, and what is no part of its name when the next question goes on with it. 出口规模 is none:
# 出口 alone is another thing.
_OWNED = re.compile(
    r"的?(?:(?:开放|开馆|闭馆|营业|运营|运行|服务|办理|办公|上班|报名|截止|施工|封闭|举办|举行|开始|结束|首班车?|末班车?|首末班车?|发车"
    r"|预约|投票|展出|演出|比赛|征集|公示|申报|申请|放映|开幕|开赛|通车)?(?:截止|起止)?(?:时间段?|日期)|报名截止|有效期限?|保质期|期限|工期|施工期"
    r"|(?:举办|举行|报名|比赛|集合|演出)?(?:地点|地址)|(?:成人|学生|儿童|老人|半价|全价)?(?:门票|票)(?:价格?)|门票|价格|价钱|售价|单价|收费标准|(?<=费)标准|收费"
    r"|费用|(?:报名|参赛|停车|入场|培训|维修|管理|通行)费|学费|租金|押金|年费|奖金|造价|总投资|概算|预算|全长|总长|长度|高度|宽度|水深|占地面积"
    r"|建筑面积|总面积|(?:联系|预约|咨询|报名|服务|投诉|举报)?(?:电话|热线)|联系人|联系方式|限高|限速|限重|主题|口号|名额|(?:出口|销售|产值|增长)?目标"
    r"|(?:报名|参赛|参加|参会|招生|招聘|录取|观众)人数|身高|体重|年龄|岁数|注册资本|法定代表人)$"
)
_OWNS = re.compile(
    r"(?:最[高低大小长短多少新]|平均|一共|总共|全部|每[天日月年人次张位]|[一二三]等奖|所有|其他|起|[的了])$"
)
_ATTRIBUTE = re.compile(rf"(?:{_ATTRIBUTES})$")
_WHAT_FOR = re.compile(rf"(?:{_ATTRIBUTES})")
_VERB = (
    r"举行|召开|举办|开幕|开赛|开工|竣工|通车|开放|开馆|开业|开始|结束|启动|揭牌|签约|落户|成立|建成|完工|投用|投入使用|施行|实施|发布|出台|公布|上线|完成|开通|停运|停水|停电|恢复|封闭|发生"
    r"|开跑|起跑|鸣枪|开打|开门|关门|闭馆|闭幕|落幕|修好|亮起|动工|复工|改期|开票|开售|接种|到账|下水"
    r"|参加|主持|出席|主办|承办|获得|夺得|赢|得|说|讲|写|拍|建|开|办|花|来|去|达到|增长|下降|超过|要达到|需要|可以|应该|会|要|用|卖|种|住|当|任|做|搞|收费|收"
)
_TAIL_VERB = "|".join(
    verb for verb in _VERB.removeprefix("(?:").removesuffix(")").split("|") if len(verb) > 1
)
_TAIL = re.compile(
    rf"(?:(?:的)?(?:{_TAIL_VERB}|拿到?|收到|领到|赔了?|赚了?|赢了?|输了?|送了?|运了?|赔|[做干长涨降]到|(?<=..)(?<![未本原将往由近历])来|(?<=..)从|影响了?|涉及|惠及|(?<![面应核反相针])对|迎战|是|有|在|到|要|将|能|为|由|都|实际|新增|每[年月周天日次]|共|一共|总共|已|已经|了|过|的|被|把|又|还|才|就|主要|具体|最终|最后|目前)+|(?<=..)(?:(?<![主重只还首必需纪摘简])要(?![求闻点素员塞件])|将(?![军领来近])|计划|预计|打算|准备|力争)[\u4e00-\u9fff]{{1,2}})$"
)
_SUBJECTLESS_WORDS = re.compile(
    rf"{_WH}|{_ATTRIBUTES}|一共|总共|总的|大约|大概|具体|主要|最终|最后|目前|现在|当时|后来|其中|分别|已经|预计|计划|还有|还|又|再|才|就|都|也|那|那么|呢|吗|了|着|过|的|地|得|是|在|到|由|从|于|给|对|为|被|把|让"
    r"|有|没有|要|会|能|可以|应该|需要|打算|准备|将|想|参加|出席|主持|举行|召开|举办|开幕|闭幕|开赛|开工|竣工|通车|开放|开馆|开业|开始|结束|启动|揭牌|成立|建成|建造|完工|投用|投入|使用|施行|实施|发布|出台|公布|上线|完成|开通|发生|恢复|截止|报名|获得|获奖|得奖"
    r"|夺得|赢|得|说|讲|写|拍|建|开|办|花|来|去|达到|增长|下降|增加|减少|超过|高|低|大|小|长|短|多|少|快|慢|远|近|宽|深|重|新|人|名|位|个|家|支|队|次|届|天|年|月|日|号|点|钱|元|块|米|公里|亩|层|条|座|岁|倍|成|地方|时候|时间|地点|单位|部门|方面|问题|情况|样|种"
    r"|观众|选手|球员|队员|嘉宾|代表|领导|专家|群众|市民|居民|学生|孩子|老师|企业|公司|学校|高校|国家|城市|省份|地区|死|伤|受伤|死亡|遇难|伤亡|损失|影响|提到|强调|指出|要求|表示|介绍|包括|涉及|涵盖|持续|进行|推进|免费|收费|收|卖|买|用|住|做|搞|负责|组织|主办|承办|协办|赞助|设计|施工|投资|资助|奖|名次|比|比上年|同比|上年|去年|占|每|每年|每天|每次|每人|各|所有|全部|其|他|她|它|们|这|那|此|该|里|上|下|中|前|后|内|外|起|止|和|与|或|及|以及|不|没|谁|几|些|更|最|很|太|[\d.%]+|[\s,，。.?？!！、:：;；“”\"'()]"
)
_CASE = "案件|案子|官司|(?<![方提草图档答])案"
_HEADS: dict[str, str] = {
    "院": "医院|学院|法院|检察院|研究院|敬老院|福利院|影院|剧院|院",
    "校": "学校|大学|中学|小学|学院|校",
    "桥": "大桥|桥",
    "馆": "图书馆|博物馆|体育馆|文化馆|美术馆|科技馆|展览馆|馆",
    "公司": "公司|集团|企业|厂|银行",
    "企业": "公司|集团|企业|厂|银行",
    "项目": "项目|工程",
    "工程": "工程|项目",
    "比赛": "锦标赛|马拉松|联赛|邀请赛|大赛|比赛|公开赛|友谊赛|决赛|半程马拉松|赛",
    "赛事": "锦标赛|马拉松|联赛|邀请赛|大赛|比赛|公开赛|赛事|赛",
    "大赛": "大赛|赛",
    "会议": "会议|全会|座谈会|推进会|分析会|大会|工作会|会商会|例会|会",
    "会": "会议|全会|座谈会|推进会|分析会|大会|会商会|会",
    "活动": "活动|仪式|文化节|艺术节|节|周|展|论坛|比赛|大赛",
    "方案": "方案|计划|规划|意见|办法",
    "政策": "政策|方案|办法|意见|措施|条例",
    "办法": "办法|规定|条例|方案",
    "镇": "镇",
    "村": "村",
    "社区": "社区",
    "街道": "街道",
    "区": "开发区|新区|区",
    "市": "市",
    "县": "县",
    "省": "省",
    "学院": "学院",
    "医院": "医院",
    "展览": "展览|展",
    "公园": "公园|园",
    "路": "路|街|大道",
    "线路": "号线|路|线路|线",
    "事故": "事故",
    "事件": "事件|事故",
    "条例": "条例",
    "书": "书",
    "队": "队|俱乐部",
    "球队": "队|俱乐部",
    "小区": "小区|苑|花园|新村",
    "产业": "产业|行业",
    "展": "展|展览|博览会",
    "论坛": "论坛|峰会",
    "节": "节",
    "基地": "基地",
    "平台": "平台",
    "中心": "中心",
    "电影": "电影|影片",
    "案子": _CASE,
    "案件": _CASE,
    "官司": _CASE,
}
_CUT = re.compile(
    r"[的在到从和与对为是有由将把被让给向比,，。、“”\"《》()?\s]|目前|今年|昨天|今天|什么|哪|谁|多少|主持|参加|出席|举行|召开|举办|[了着过]"
)


_WHETHER_TAIL = re.compile(
    rf"(?:还|又|也|就|都|已经|到底|是否|会|能|可以|要|在|是不是)+(?:{_VERB}|[\u4e00-\u9fff]{{1,2}}?)了?(?:吗|没有|没|不|么)$"
)
_AFTER_WHICH = r"^[^,，]{2,6}(?:以后|之后|以前|之前|期间|的时候)(?=..)"
_OF_REPORTS = re.compile(
    rf"^(?:报上|报纸)?(?:都|一共|总共|共)?有?(?:哪些|哪几|几|多少|什么)(?:篇|条|则)?(?:{ARTICLE})"
    r"(?:都|是|里|中|有)*(?:关于|有关|涉及|介绍|提|讲|写|说|谈|报道)(?:到|及|了|过|的)*(?=..)"
)


_HELD = re.compile(
    rf"(?:(?:一共|总共|共|都|将|会|要|还|又)*(?:{_TAIL_VERB}|进行|组织|安排|开展|迎来|办|开|有|搞)(?:了|过)?|的|在|[,，])+$"
)
_COUNTER = re.compile(r"^[个家名位支座条项所辆户间台艘场次届种部]")
_FEAST = re.compile(
    r"[昨今明前]晚|(?:元旦|春节|清明|五一|端午|中秋|国庆|元宵|重阳)节?(?:期间|假期|长假)?|[暑寒]假|周末|这几天|这两天|最近|近期|近日|近来"
)
_NOUN = re.compile(
    r"(?!新闻|报道|消息|文章|大事|要闻|事[情儿]?$|好看|重要|内容|人$|时候|地方|天气|情况|变化|消息)[\u4e00-\u9fff]{1,8}"
)


def topic_of(question: str) -> str:
    """The subject of a question: 望舒大桥什么时候通车 gives 望舒大桥; "" where there is none."""
    line = strip_marks(question)
    # 通桥以后渡船还开吗: the ferry, and not when and whether it runs.
    bare = _WHETHER_TAIL.sub("", line)
    line = re.sub(_AFTER_WHICH, "", bare) if bare != line and len(bare) >= 2 else line
    # 有几篇报道讲图书馆新馆: the reports are what is looked for, not what they are about.
    line = _OF_REPORTS.sub("", line) or line
    line = re.sub(
        r"^(?:关于|有关|有没有|有哪些|有什么|找找|找一下|看看|为什么|为何|为啥|怎么会?|如何|什么是)+(?:要|会|能|把|说)?",
        "",
        line,
    )
    line = re.sub(rf"的?(?:相关|有关)?{ARTICLE}(?:有(?:哪些|什么|几篇|多少篇?)|呢|吗)?$", "", line)
    match = re.match(rf"^(?:{_WH}|哪位\S{{0,4}}?|哪个\S{{0,4}}?)(?:{_VERB})*(?:了|过|的)?", line)
    if match and len(line) - match.end() >= 2:
        line = line[match.end() :]
    line = re.sub(r"^(?:到\d{4}年[初中末底]?|\d{4}年[初中末底]?(?=[要将,，]))[,，]?", "", line)
    found = re.search(_WH, line)
    if found:
        before, behind = line[: found.start()], line[found.end() :]
        before = (
            re.sub(r"(?<![商议谈全大展览年例博运晚协学工委])会(?:在|于|由|从|到)*$", "", before)
            if re.search(r"[在于由从到]$", before)
            else before
        )
        lasting = found.group() in ("多久", "多长")
        before = _without_state(before, doing=not lasting) if lasting or behind else before
        # 花了多少钱: what is done belongs to what is asked.
        before = re.sub(r"[花用赔付交]了$|花$", "", before) if len(before) >= 4 else before
        # 台风叫什么, 获奖者姓什么: it and he are asked about, not what they are called.
        before = re.sub(r"(?<=..)(?:名?叫做?|(?<![百同])姓)$", "", before)
        acted = re.fullmatch(
            rf"(?:要|将|会|计划|预计|共|一共|已经?|到\d{{4}}年[初中末底]?)*(?P<act>{_VERB}|[\u4e00-\u9fff]{{2}})(?:了|过)?",
            before,
        )
        # 要改造多少个小区: what is done and to what, since nothing stands before it.
        # 疫苗多少钱一支 asks for a price, and does nothing to it.
        counted = re.match("多少|几|哪些|哪几|什么", found.group())
        if (
            counted
            and acted
            and len(behind) >= 2
            and not needs_subject(behind)
            and not re.match("[钱元块]", behind)
        ):
            line = acted["act"] + re.sub(r"^[个家名位支座条项所辆户间台艘株棵]", "", behind)
        else:
            asked_for = _of_days(before, behind)
            if asked_for:
                return asked_for
            line = before if len(before) >= 2 else before + behind
    shorter = ""
    while shorter != line:
        shorter, line = line, _TAIL.sub("", line)
        if not line:
            return _tidy(shorter)
        line = re.sub(r"(?<=...)(?:的?(?:成人|学生|儿童|老人|半价|全价)?门?票价?)$", "", line)
        cut = _ATTRIBUTE.sub("", line)
        # 大桥的全长: the bridge; 出口规模 itself stays, since 出口 alone is another thing.
        if cut != line and cut.endswith("的") and len(cut) >= 3:
            line = cut[:-1]
    return _tidy(line)


def _without_state(before: str, *, doing: bool) -> str:
    """What is how long so, or did so much: 路灯黑了 gives 路灯; itself where it ends in neither.

    Args:
        before: What stands before 多久 or 多少.
        doing: It did something (疫苗备了多少支): a verb is left out, a quality stays.
    """
    cut = tagged(before.removesuffix("了"))
    if len(cut) < 2 or not before.endswith("了") or cut[-1][1][0] not in ("v" if doing else "va"):
        return before
    rest = "".join(word for word, _ in cut[:-1])
    return before if len(rest) < 2 or (doing and needs_subject(rest)) else rest


def _of_days(before: str, behind: str) -> str:
    """What is asked for with its days, where nothing but days stands before it; "" for anything else.

    上周末有什么比赛: the matches of that weekend, and not the weekend.
    """
    days = _HELD.sub("", before)
    noun = _COUNTER.sub("", _TAIL.sub("", behind) or behind)
    if not _FEAST.fullmatch(days):
        days = time_only(days) or ""
    if not days or not _NOUN.fullmatch(noun) or (needs_subject(noun) and len(noun) > 2):
        return ""
    return f"{days}的{noun}" if len(noun) == 1 else days + noun


def _tidy(line: str) -> str:
    line = re.sub(r"(?<=[路街桥馆会村镇])[上里中]$", "", line)
    # 泡水车一案法院判车行退: what was done in a case is not its name.
    line = re.sub(r"(?<=..案)(?:[中里]|[中里]?(?:法院|法庭|法官|[一二终]审|检方|判)).*$", "", line)
    line = re.sub(r"^(?:在|由|从|于|对|那|那么|到|把|将)(?=.{2})", "", line)
    return line.strip("的,，、 ")


def needs_subject(question: str) -> bool:
    """Whether a question names nothing by itself (有多少人参加): its subject stands in a turn before."""
    line = strip_marks(question)
    return not _SUBJECTLESS_WORDS.sub("", line) and len(line) >= 2


def content_of(question: str) -> str:
    """The characters of a question that name something of its own."""
    return _SUBJECTLESS_WORDS.sub("", strip_marks(question))


def is_attribute(text: str) -> bool:
    """Whether the text is what one asks of a thing (票价, 开放时间) and no thing itself."""
    return _WHAT_FOR.fullmatch(text) is not None


def attribute_cut(text: str) -> str:
    """A text without the attribute at its end: 常规赛比分 gives 常规赛; itself where it ends in none."""
    return _ATTRIBUTE.sub("", text).removesuffix("的")


def owner_of(topic: str) -> str:
    """Whose attribute a topic ends in; "" where it ends in none that is had by a thing.

    >>> owner_of("滨河隧道工期"), owner_of("出口规模"), owner_of("周末票价")
    ('滨河隧道', '', '')
    """
    owned = _OWNED.search(topic)
    owner = topic[: owned.start()] if owned else ""
    if len(owner) < 2 or _OWNS.search(owner) or time_only(owner) or needs_subject(owner):
        return ""
    return owner


# 桑叶是谁 names her.
_WHO_IS = re.compile(r"(?:是(?:谁|哪位|什么人|何人|做什么的|干什么的)|(?:今年)?(?:几岁|多大)了?)$")


def person_in(text: str, names: Names) -> str:
    """The last person whom a text names, "" if there is none."""
    found = names.index.find(text, "person")
    if found:
        return found[-1].name
    bare = _WHO_IS.sub("", strip_marks(text).strip())
    if has_surname(bare) and len(bare) <= 4:
        return bare
    office = re.findall(
        r"(?:书记|市长|县长|区长|镇长|局长|主任|院长|校长|馆长|会长|教练|经理|董事长|教授|记者|通讯员|选手|作家|村民)([\u4e00-\u9fff]{2,3})(?=$|[,，、。的是在说])",
        bare,
    )
    good = [name for name in office if has_surname(name)]
    return good[-1] if good else ""


def thing_in(text: str, word: str) -> str:
    """The last phrase of a text that is called as the word says (该院: ...医院), "" if there is none."""
    heads = _HEADS.get(word, re.escape(word))
    best = ""
    cuts = [cut.end() for cut in _CUT.finditer(text)]
    for match in re.finditer(heads, text):
        start = max((cut for cut in cuts if cut <= match.start()), default=0)
        if start and text[start - 1] == "”":
            start = text.rfind("“", 0, start) if "“" in text[:start] else start
        head = text[start : match.end()]
        if re.match(r"[这那该此本]", head):
            continue
        if text.startswith("长", match.end()) and text[match.start() - 1 : match.start()] == match.group():
            continue  # 中院院长: the second 院 is the office's
        if (
            text[start - 1 : start] in ("“", "《", '"')
            and match.end() < len(text)
            and text[match.end()] in '”》"'
        ):
            head = text[start - 1 : match.end() + 1]
        if len(head) > len(match.group()) and len(head) >= len(best):
            best = head
    return best


def knows_head(word: str) -> bool:
    """Whether this is a word that things are pointed at by (该院, 这座桥)."""
    return word in _HEADS
