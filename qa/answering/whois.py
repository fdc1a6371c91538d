"""Who is asked for by an office or a trade: one reading for all that looks at such questions.

市长是谁, 谁当市长 and 市长由谁担任 ask for the same; 市长是哪里人 asks for no name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

RANKED = (
    r"(?:书记|[省市州县区镇乡局司处科校院园馆会站社厂场部班组队台行]长|主任|主席|经理|秘书长|检察长|教练)"
)
"""Offices that have a deputy."""
NOUN = (
    rf"(?:{RANKED}|女生|男生|女孩|男孩|小伙|姑娘|学生|老师|教师|选手|队员|球员|司机|船长|所长|记者|通讯员|摄影师|作者|医生|护士|法官|律师"
    r"|村民|市民|居民|老人|总监|董事长|教授|工程师|设计师|负责人|柜员|演员|主演|潜水员|会计|读者|交警|民警|警官|干部|工人|船员|店主|店长"
    r"|老板|家长|歌手|导演|作家|画家|诗人|委员|代表|主播|志愿者|儿子|女儿|妻子|丈夫|父亲|母亲|徒弟|师傅)"
)
"""Offices and trades, and what else a person is called by."""
_IS = (
    r"的?(?:姓甚名谁|姓(?:什么|啥|甚)|叫(?:什么|啥)(?:名字?)?|是谁(?!的)|是哪一?(?:位|个人|个(?=$|[?？]))|(?:名字|姓名)(?:是|叫)?(?:什么|啥)?"
    r"|(?:现在|目前|如今)?由(?:谁|哪一?位|哪个人)(?:来?担任|来?当|兼任|出任)?)"
)
_IS_IT = re.compile(_IS)
_WHO_IS = re.compile(
    rf"(?P<phrase>[\u4e00-\u9fffA-Za-z0-9“”]*?{NOUN}){_IS}"
    rf"|谁(?:是|当[选上]?|任|担任|出任)(?:了|过)?(?P<after>[^\s,，?？]{{0,16}}?{NOUN})"
    rf"|哪(?:一)?[位名](?P<which>{NOUN})"
)
_ENDS_RANKED = re.compile(rf"{RANKED}$")


@dataclass(frozen=True, slots=True)
class WhoIs:
    """Whose name a question asks for.

    Attributes:
        phrase: By what the person is called, with what stands before it: 平湖市的市长.
        chosen: One of several is asked for (哪位选手), and not who holds an office.
    """

    phrase: str
    chosen: bool = False

    @property
    def owner(self) -> str:
        """What stands before the last 的: 平湖市 of 平湖市的市长; "" where there is none."""
        return self.phrase.rpartition("的")[0]

    @property
    def office(self) -> str:
        """What stands behind the last 的: 市长 of 平湖市的市长."""
        return self.phrase.rpartition("的")[2]

    @property
    def ranked(self) -> bool:
        """Whether it is an office that has a deputy."""
        return not self.chosen and _ENDS_RANKED.search(self.phrase) is not None


def who_is(question: str) -> WhoIs | None:
    """The person whose name a question asks for by an office or a trade; None where it asks for none.

    Args:
        question: Half-width and Simplified.

    >>> who_is("平湖市的市长由谁担任?").office, who_is("谁是船长?").phrase, who_is("市长是哪里人?")
    ('市长', '船长', None)
    """
    asked = _WHO_IS.search(question)
    if asked is None:
        return None
    return WhoIs(asked["phrase"] or asked["after"] or asked["which"], chosen=asked["which"] is not None)


def without_who(question: str) -> str:
    """A question without the words that ask for the name.

    >>> without_who("市水利局局长叫什么名字?")
    '市水利局局长 ?'
    """
    return re.sub(r"哪一?位", " ", _IS_IT.sub(" ", question))
