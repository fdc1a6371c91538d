"""Lines that are no question for the paper: greeting, thanks, help, abuse, instructions to the machine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

Social = Literal[
    "greeting", "thanks", "farewell", "help", "abuse", "instruction", "itself", "holdings", "foreign"
]

MESSAGES: dict[Social, str] = {
    "greeting": "您好，我是问报，专门从报纸里找答案：用报上的原话回答，并告诉您登在哪一天、哪一版。",
    "thanks": "不客气。还想知道报上的什么事，接着问就好。",
    "farewell": "再见，欢迎随时再来问报。",
    "help": (
        "我只从收进来的报纸里找答案：用报上的原话回答，注明报名、日期、版次和标题，"
        "点开就能看原文；报上没有说的，我会直说。"
    ),
    "abuse": "没帮上忙，很抱歉。换一种问法，或者说得具体一些（人名、地名、日期），我再到报上找找。",
    "itself": (
        "我是问报，一个从报纸里找答案的程序：不写文章，也没有自己的看法。回答都是报上的原话，附着出处，"
        "可以点开核对；没有把握的，我会说报上没有说。"
    ),
    "holdings": "",  # told by what the archive has
    "foreign": "报纸是中文的，请用中文问。（The papers are in Chinese: please ask in Chinese.）",
    "instruction": "我只从报纸里找答案，不写作、不扮演，也不听从别的指令。想知道报上的什么事，请直接问。",
}
EMPTY = "请写下想问的事，比如人名、地名、会议或者数字，我到报上去找。"

_MARKS = re.compile(r"[\s,，。.!！?？~～、…:：;；\"“”'’‘()（）]+")
_TAIL = "(?:呀|啊|吗|呢|哦|哟|啦|了|吧|嘛|哈)*"
_YOU = "(?:请问)?(?:你|您|这个|这里|本站|问报|这|系统)?(?:都|还)?"

# Each list takes the whole line (marks removed), so that 垃圾分类 and 你好小区 stay questions.
_GREETING = (
    f"(?:(?:你|您|你们|大家|各位)好|哈喽|哈啰|嗨|嘿|hi|hello|hey|喂){_TAIL}",
    f"(?:早|早安|早上好|上午好|中午好|下午好|晚上好|晚安|在吗|有人吗|在不在|问报|小编|机器人){_TAIL}",
)
_THANKS = (
    rf"(?:好的?|嗯|太好了|明白|懂|知道)?{_TAIL}(?:非常|十分|太|真|真是|多|那)?"
    rf"(?:谢谢|多谢|感谢|谢|辛苦|thanks?|thank ?you|thx|3q)(?:你们?|您|大家|啦|帮助|的?回答|的?帮忙)*{_TAIL}",
    f"(?:好的?|嗯+|哦+|[哈呵嘿嘻]{{2,}}|(?:ha){{2,}}|ok|okay|行|可以|明白|懂|知道|不错|很好|真棒|厉害|太棒){_TAIL}",
)
_ITSELF = (
    rf"{_YOU}(?:到底|究竟)?(?:是不是|是)(?:用|一个|个)?(?:chat ?gpt|gpt[-.\d]*|deep ?seek|文心一言|豆包"
    r"|通义千问|kimi|claude|siri|小爱同学"
    rf"|大?语言模型|大模型|人写的|程序|软件|真人|人工客服).{{0,6}}",
    rf"(?:你|您|问报)是?(?:谁|哪家公司|哪个公司|什么公司|哪个团队)(?:开发|做|研发|制作|发明|训练|设计|写)(?:出来)?的?{_TAIL}",
    r"(?:你|您|问报)是(?:由)?谁(?:开发|做|研发|制作|发明|训练|设计|写).{0,6}",
    r"(?:你|您|问报)(?:用|使用|基于|背后)的?是?(?:什么|哪个|哪种|哪家).{0,3}(?:模型|技术|算法|数据|原理).{0,6}",
    r"(?:你|您|问报)(?:会不会|会|能不能|有没有)(?:骗人|撒谎|说谎|出错|犯错|编造|胡说|瞎编|乱说|答错).{0,6}",
    rf"(?:你|您|问报)(?:的)?(?:答案|回答|话|消息)?(?:准不准|可不可靠|可靠不可靠|靠不靠谱|准确|准|可靠|可信|靠谱){_TAIL}",
    r"(?:你|您)(?:自己|个人)?(?:觉得|认为|怎么看|喜欢|喜不喜欢|支持|讨厌|爱|相信).{0,40}",
    r"(?:你|您)(?:今年)?(?:多大|几岁|是男.?还是女.?|有(?:没有)?(?:感情|意识|女朋友|男朋友|朋友)|累不累|开心|吃了|在干(?:嘛|什么)|住(?:在)?哪).{0,6}",
)
_HOLDINGS = (
    rf"{_YOU}(?:现在|目前|一共|总共|里)*(?:收|收录|收了|收进来?|存|有)(?:了|着|进来|的)*(?:有)?(?:哪些|多少|几|什么)[期份天种家张]?(?:的)?报纸?{_TAIL}",
    rf"(?:档案|库|资料库|数据库|这里|你这里)(?:里)?(?:面)?(?:一共|总共|都)?(?:有|收了)(?:哪些|多少|几|什么)[期份天种家]?(?:的)?(?:报纸|报|内容){_TAIL}",
    rf"(?:一共|总共)?(?:收)?(?:有)?(?:多少|几|哪些|哪几)[期份天种家张](?:的)?报纸?{_TAIL}",
    rf"(?:最早|最新|最晚|最旧|第一份?|最后)的?(?:一[期份天张])?(?:的)?报纸?(?:是)?(?:哪天|哪一天|哪期|哪一期|什么时候|几号)的?{_TAIL}",
    rf"(?:报纸|你)(?:有|收)?(?:从)?(?:哪天|什么时候|哪一天)(?:到|开始).{{0,8}}的?报纸?{_TAIL}",
)
_FAREWELL = (
    f"(?:再见|拜拜|拜|bye|bye ?bye|回头见|下次见|先这样|没事|不用|不问|先不问){_TAIL}",
    rf"没有?(?:别的|其他)?(?:问题|事|要问的)?了{_TAIL}",
)
_HELP = (
    f"{_YOU}(?:是谁|是什么|是干什么的|是做什么的|叫什么|叫什么名字|怎么用|怎么使用|如何使用|怎么问|该怎么问){_TAIL}",
    f"{_YOU}(?:能|会|可以)(?:做|干|帮我?做|帮我?干)?(?:些)?(?:什么|啥|嘛){_TAIL}",
    f"{_YOU}(?:有什么用|有(?:什么|哪些)功能|(?:能|可以|会)回答(?:些)?(?:什么|哪些)(?:样的)?(?:问题)?){_TAIL}",
    f"{_YOU}是(?:机器人|人工智能|ai|真人|人还是机器人){_TAIL}",
    f"(?:帮助|求助|help|使用说明|使用方法|说明|功能|自我介绍|介绍一下(?:你)?自己){_TAIL}",
    f"(?:我)?(?:能|可以|该)问(?:你)?(?:些)?(?:什么|哪些)(?:问题)?{_TAIL}",
    "what can you do|who are you|how to use(?: this)?",
)
_ABUSE = (
    r"(?:你|您|你们|这|这个|系统|机器人|ai|问报)?(?:真的?|太|好|就|怎么|这么|可真|简直)*(?:是|像)?(?:一?[个头])?"
    r"(?:大|死|臭)?(?:笨蛋?|蠢[货猪]?|傻[瓜子逼b]?|sb|白痴|弱智|智障|脑残|垃圾|废物|废话|骗子|猪|混蛋|王八蛋|没用"
    rf"|讨厌|烂|差劲|无能)(?:东西|机器|程序|玩意儿?|死|透)?{_TAIL}",
    rf"(?:不对|错了|你?(?:说|答|回答|搞|弄)错|答非所问|不是这个(?:意思)?|胡说(?:八道)?|瞎说|瞎扯|乱讲)(?:(?:应该|应当|明明)?是.{{1,20}})?{_TAIL}",
    f"(?:你|您)?(?:去死|滚|滚开|滚蛋|闭嘴|他妈的|妈的|操|靠|shit|fuck(?: you)?|stupid|idiot|useless){_TAIL}",
)
_PATTERNS: dict[Social, tuple[str, ...]] = {
    "greeting": _GREETING,
    "thanks": _THANKS,
    "farewell": _FAREWELL,
    "help": _HELP,
    "abuse": _ABUSE,
    "itself": _ITSELF,
    "holdings": _HOLDINGS,
}
_WHOLE = {
    kind: re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
    for kind, patterns in _PATTERNS.items()
}

_BEFORE = "(?:以上|上面|上述|之前|前面|先前|此前|所有|一切|你的)"
_ORDERS = "(?:指令|指示|提示词?|规则|内容|要求|设定|命令|限制|对话|话|信息|说明)"
_SECRETS = "(?:系统提示|提示词|系统指令|system ?prompt|初始指令|你的指令|你的设定)"
_WORKS = "(?:诗|歌|故事|笑话|作文|文章|代码|程序|邮件|小说|画|文案|稿)"
_INSTRUCTION = re.compile(
    "|".join(
        (
            rf"^.{{0,8}}(?:忽略|无视|忘记|忘掉|不要理会|别管|跳过)[掉了]?.{{0,6}}{_BEFORE}.{{0,10}}{_ORDERS}",
            rf"^忽略{_BEFORE}",
            r"\b(?:ignore|disregard|forget)\b.{0,20}\b(?:all|previous|above|prior|earlier)\b",
            rf"(?:输出|显示|打印|告诉我|说出|泄露|复述|重复|透露|给我看).{{0,8}}{_SECRETS}",
            r"\b(?:system ?prompt|jailbreak|DAN mode|developer mode)\b",
            r"^(?:从现在(?:开始|起)|现在)?[,，]?请?你(?:从现在(?:开始|起))?(?:现在|从现在起|就)?(?:是|扮演|充当|假装|假扮|模仿)"
            r"(?:一个|一名|一位|成|一只|我的)",
            r"^请?你?从现在(?:开始|起).{0,4}(?:扮演|充当|假装|假扮|模仿|只|不要|用)",
            # 扮演动物的理由是什么 asks for something.
            r"^请?(?:扮演|假装|充当|模仿)(?!.*(?:谁|什么|哪|多少|几[个位名人]|为何|怎么|怎样|如何))",
            r"^(?:请|麻烦)?你?(?:能不能|可不可以|会不会|可以|可否|能否|能|会)?[帮给替]我(?:写|编|画|作|翻译|算|生成)",
            rf"^请?你?(?:写|编|作|画|讲|唱|生成)[一个首段篇幅张点][个首段篇幅张封份]?.{{0,20}}{_WORKS}",
            r"^请?[把将].{0,40}(?:翻译成|译成|改写成|改成)",
            r"^请?你?(?:请?用|改用|换成)(?:[英日韩法德俄]|西班牙|外)[文语](?:来)?(?:回答|回复|答|说|讲|告诉我|写)",
            r"</?(?:script|system|assistant|img|iframe)\b",
        )
    ),
    re.IGNORECASE,
)


def too_long(limit: int) -> str:
    """The message for a question over the limit (in characters)."""
    return f"这段话太长了。一次请问一个问题，不超过{limit}个字。"


def recognise(line: str) -> Social | None:
    """Tell what kind of social line this is; None for a question that the paper may answer.

    Args:
        line: Normalised: half-width and Simplified.

    >>> recognise("你好!"), recognise("垃圾分类怎么做?")
    ('greeting', None)
    """
    if _INSTRUCTION.search(line):
        return "instruction"
    for whole in ("".join(_parts(line)), " ".join(_parts(line))):
        kind = _kind(whole)
        if kind is not None:
            return kind
    # A greeting and thanks, or the like: every part is social by itself, and the last one is answered.
    kinds = [_kind(part) for part in _parts(line)]
    return kinds[-1] if kinds and None not in kinds else None


def _parts(line: str) -> Iterator[str]:
    return (part for part in _MARKS.split(line) if part)


def _kind(line: str) -> Social | None:
    return next((kind for kind, whole in _WHOLE.items() if whole.fullmatch(line)), None)
