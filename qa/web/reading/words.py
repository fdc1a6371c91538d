"""What the reading view says, in two languages. The paper's words are never translated."""

from __future__ import annotations

from qa.web.words import Language

WORDS: dict[str, tuple[str, str]] = {
    "title": ("问报", "Wenbao"),
    "ask": ("提问", "Ask"),
    "papers": ("看报", "Read"),
    "search": ("搜索", "Search"),
    "timeline": ("时间线", "Time line"),
    "theme": ("切换浅色、深色", "Switch light and dark"),
    "skip": ("跳到正文", "Skip to the text"),
    "nav": ("主要页面", "Main pages"),
    "issues": ("各期报纸", "Issues"),
    "no_papers": ("还没有收进报纸", "No newspapers yet"),
    "newspaper": ("报纸", "Newspaper"),
    "page": ("版次", "Page"),
    "column": ("栏目", "Column"),
    "byline": ("作者", "Byline"),
    "since": ("从", "From"),
    "until": ("到", "To"),
    "kind": ("体裁", "Kind"),
    "any": ("不限", "Any"),
    "query": ("词语或问题", "Words or a question"),
    "filters": ("条件", "Filters"),
    "remove": ("去掉条件：{what}", "Remove: {what}"),
    "found": ("{count} 篇报道", "{count} articles"),
    "nothing": ("没有找到。换个词，或者放宽条件。", "Nothing found. Try other words or fewer filters."),
    "enter": ("写下词语，或者选好条件，再按搜索。", "Type words or choose filters, then search."),
    "articles": ("{count} 篇", "{count} articles"),
    "previous": ("上一篇", "Previous"),
    "next": ("下一篇", "Next"),
    "previous_issue": ("上一期", "Previous issue"),
    "next_issue": ("下一期", "Next issue"),
    "whole_issue": ("本期全部", "Whole issue"),
    "dump": ("版面原样", "The page as it came"),
    "no_dump": ("原来的文件已不在这台机器上。", "The file it came from is no longer on this machine."),
    "cite": ("引用", "Cite"),
    "copy": ("复制", "Copy"),
    "copied": ("已复制", "Copied"),
    "link": ("复制链接", "Copy link"),
    "about": ("问这篇报道", "Ask about this article"),
    "story": ("相关报道的时间线", "Time line of the story"),
    "gone": ("这篇报道已不在档案里。", "This article is no longer in the archive."),
    "no_issue": ("档案里没有这一期。", "The archive does not have this issue."),
    "problem": ("看不了", "This cannot be shown"),
    "bad_date": ("日期要写成 2025-08-04 这样。", "Write dates as 2025-08-04."),
    "bad_order": ("开始日期在结束日期之后。", "The first day is after the last."),
    "busy": ("搜索还没有准备好，请稍后再试。", "The search is not ready yet; please try again."),
    "reporters": ("记者", "Reporters"),
    "correspondents": ("通讯员", "Correspondents"),
    "photographers": ("摄影", "Photographs"),
    "news": ("消息", "News"),
    "commentary": ("评论", "Commentary"),
    "photo": ("图片新闻", "Photo news"),
    "notice": ("公告", "Notice"),
    "unassigned": ("版面文字", "Text of the page"),
    "cited": ("被引用的句子", "The quoted sentence"),
}


def say(key: str, language: Language, **values: object) -> str:
    """One phrase, with its values filled in."""
    return WORDS[key][0 if language == "zh" else 1].format(**values)
