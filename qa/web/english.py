"""Our own Chinese messages in English, for browsers that ask for it. The paper's words stay as they are."""

from __future__ import annotations

import datetime
import re
from functools import partial

from qa import social
from qa.answering import words

_WHOLE: dict[str, str] = {
    words.REFUSAL_RELATED: "The paper does not say. These articles come nearest to the question.",
    words.REFUSAL: "The paper does not say: the newspapers here hold no answer to this question.",
    words.REFUSAL.split("。")[0] + "。": "The paper does not say.",
    words.NO_PAPERS: (
        "The archive holds no newspapers yet. Add some, then ask: on the page, where its server was started "
        "with --allow-uploads, or with the command python -m index add FILE..."
    ),
    words.NOTHING_LEFT: "No article fits the chosen filters (date, newspaper, page). Try fewer of them.",
    words.CORRECTED: "The paper printed a correction, which is given here; the first version stands below.",
    words.WHICH_ARTICLE: "It is not clear which article is meant. Name its headline, or be more precise.",
    words.NOT_PRINTED: "The paper did not print this.",
    words.AND_OTHERS: "The paper adds “and others”: it does not name all who were there.",
    words.MANY_PARTS: "There are too many questions in one line: please ask the rest next.",
    "请写出要找哪方面的报道：人名、地名、日期，或者版面、栏目。": (
        "Say what the articles should be about: a person, a place, a date, or a page or column."
    ),
    "这以后的报纸没有再报道这件事。": "Later issues do not come back to this.",
    "只能按是谁写的来找，不能按不是谁写的来找。": (
        "Articles can be found by who wrote them, not by who did not."
    ),
    social.MESSAGES["greeting"]: (
        "Hello, I am Wenbao. I find answers in the newspapers, in their own words, and say where they stand."
    ),
    social.MESSAGES["thanks"]: "You are welcome. Ask on whenever you like.",
    social.MESSAGES["farewell"]: "Goodbye.",
    social.MESSAGES["help"]: (
        "I answer only from the newspapers here, in their own words, with paper, date, page and headline; "
        "open a source to read the article. What the paper does not say I tell you plainly."
    ),
    social.MESSAGES["abuse"]: "Sorry that this did not help. Try other words: a name, a place, a date.",
    social.MESSAGES["itself"]: (
        "I am Wenbao, a program that finds answers in newspapers: I write nothing and have no opinions. "
        "Answers are the paper's own words with their sources, to be opened and checked; where I am not "
        "sure I say that the paper does not say."
    ),
    social.MESSAGES["foreign"]: "The papers are in Chinese: please ask in Chinese.",
    social.MESSAGES["instruction"]: (
        "I only look things up in the newspapers; I write nothing, play no part and take no other orders."
    ),
    social.EMPTY: "Type what you want to know: a person, a place, a meeting, a figure.",
}
# What a value is put into. Values of the paper or the question stay as they are, days are written anew.
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), english)
    for pattern, english in (
        (
            r"没有符合“所选条件”的报道，已不按它限定。",
            "No article fits the chosen filters: they were not used.",
        ),
        (r"没有符合“([^”]*)”的报道，已不按它限定。", r"No article fits “\1”: that filter was not used."),
        (r"收进来的报纸没有说到([^。]+?)的([^。的]+)。", r"No newspaper here tells of \2 on \1."),
        (r"没有专门的报道，提到的有(\d+)篇。", r"No article is about it; \1 speak of it."),
        (r"上面只有(\d+)篇报道。", r"Only \1 articles are listed above."),
        (
            r"收进来的报纸没有([^。]+?)的。最接近的是([^。]+?)的报纸。",
            r"The archive has no newspaper of \1; the nearest are those of \2.",
        ),
        (r"收进来的报纸没有([^。]+?)的。", r"The archive has no newspaper of \1."),
        (
            r"收进来的报纸里没有找到关于“([^”]*)”的报道。",
            r"No article about “\1” was found in the newspapers here.",
        ),
        (r"收进来的报纸里没有找到相关的报道。", "No such article was found in the newspapers here."),
        (
            r"收进来的文字没有标明“([^”]*)”是哪一篇，这里列出整版。",
            r"The text does not tell which article is “\1”: this is the whole page.",
        ),
        (r"收进来的报纸有：([^。]*)。", r"The newspapers here: \1."),
        (r"报上没有署名“([^”]*)”的报道。", r"No article is signed “\1”."),
        (r"日历上没有([^。]+?)，请看看是不是写错了。", r"No calendar has “\1”: is it a slip?"),
        (r"一共(\d+)篇报道说到([^。]*)。", r"\1 articles tell of \2."),
        (r"(\d+年[^，。]*?日)，一共(\d+)篇。", r"\1: \2 articles."),
        (r"一共(\d+)篇。", r"\1 articles."),
        (r"这里列出(\d+)篇。", r"\1 of them are listed here."),
        (
            r"这段话太长了。一次请问一个问题，不超过(\d+)个字。",
            r"Too long: one question of at most \1 characters.",
        ),
        (r"您是不是要问“([^”]*)”？", r"Did you mean “\1”?"),
    )
)
_SPAN = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日至(?:(?:(\d{4})年)?(\d{1,2})月)?(\d{1,2})日")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
# 2025年9月12日，第2版最多：第1版5篇，第2版6篇。
_BY_PAGE = re.compile(
    r"(?P<day>\d{4}年\d{1,2}月\d{1,2}日)，(?:(?P<best>[^，。：]+版)最(?P<which>[多少])：)?"
    r"(?P<counts>[^，。：]+版\d+篇(?:，[^，。：]+版\d+篇)*)。"
)
_BETWEEN = re.compile(r"(?<=\d{4})和(?=\d)")


def message(text: str) -> str:
    """A message of ours in English; sentences that are not known stay Chinese.

    >>> message("没有符合“第9版”的报道，已不按它限定。")
    'No article fits “第9版”: that filter was not used.'
    >>> message("报上没有说。收进来的报纸没有国庆节的。")
    'The paper does not say. The archive has no newspaper of 国庆节.'
    """
    for chinese in sorted(filter(None, _WHOLE), key=len, reverse=True):
        text = text.replace(chinese, _WHOLE[chinese] + " ")
    text = _BY_PAGE.sub(_counted, text)
    for pattern, english in _PATTERNS:
        text = pattern.sub(partial(_filled, english), text)
    return re.sub(r" {2,}", " ", text).strip()


def _counted(match: re.Match[str]) -> str:
    """How many articles each page has, and which has most or fewest."""
    rows = re.findall(r"第?([^，第]+?)版(\d+)篇", match["counts"])
    told = ", ".join(f"{count} on page {page}" for page, count in rows)
    line = f"{_days(match['day'])}, articles: {told}"
    if match["best"]:
        pages = " and ".join(re.findall(r"第?([^、第]+?)版", match["best"]))
        line += f"; {'most' if match['which'] == '多' else 'fewest'} on page {pages}"
    return f"{line}. "


def _filled(english: str, match: re.Match[str]) -> str:
    return _days(match.expand(english)) + " "


def _days(text: str) -> str:
    """Days as English writes them; what only looks like one stays."""
    text = _SPAN.sub(lambda m: f"{_day(m[1], m[2], m[3])} to {_day(m[4] or m[1], m[5] or m[2], m[6])}", text)
    text = _DAY.sub(lambda m: _day(m[1], m[2], m[3]), text)
    text = _BETWEEN.sub(" and ", text)
    return (
        re.sub(r"，共(\d+)期", r", \1 issues", text).replace("；", "; ").replace("没有报名的报纸", "unnamed ")
    )


def _day(year: str, month: str, day: str) -> str:
    try:
        date = datetime.date(int(year), int(month), int(day))
    except ValueError:
        return f"{year}年{month}月{day}日"
    return f"{date.day} {date:%B} {date.year}"
