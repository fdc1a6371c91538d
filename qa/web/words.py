"""What the page says, in two languages. The paper's words are never translated."""

from __future__ import annotations

from typing import Literal, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}
"""What a page says in its ``lang``."""

STAGES = ("understand", "retrieve", "read", "decide")
"""The stages of an answer in their order, by the names that ``Answer.timings`` has."""

# What a reader can say of an answer, and with what phrase: of one in the paper's words, and of a refusal.
VERDICTS: dict[str, tuple[tuple[str, str], ...]] = {
    "answered": (
        ("right", "useful"),
        ("wrong", "useless"),
        ("citation", "wrong_citation"),
        ("refuse", "unsaid"),
    ),
    "none": (("right", "rightly_refused"), ("wrong", "it_is_said")),
}

WORDS: dict[str, dict[Language, str]] = {
    "title": {"zh": "问报", "en": "Wenbao"},
    "tagline": {"zh": "问报纸，得原话", "en": "Ask the newspaper, get its own words"},
    "newest": {"zh": "最新一期：《{name}》{date}", "en": "Newest issue: 《{name}》 {date}"},
    "holdings": {"zh": "共 {issues} 期 {articles} 篇", "en": "issues: {issues}, articles: {articles}"},
    "no_papers": {"zh": "还没有收进报纸", "en": "No newspapers yet"},
    "loading": {
        "zh": "正在装入模型，现在就可以提问，稍候作答",
        "en": "Loading the models; you can ask already",
    },
    "ready": {"zh": "", "en": ""},
    "failed": {
        "zh": "模型装入失败，请看服务器的输出",
        "en": "The models could not be loaded; see the server's output",
    },
    "placeholder": {
        "zh": "问一件报上的事，按回车发送",
        "en": "Ask the newspaper; Enter sends",
    },
    "question": {"zh": "问题", "en": "Question"},
    "send": {"zh": "提问", "en": "Ask"},
    "new": {"zh": "新对话", "en": "New conversation"},
    "talk": {"zh": "对话", "en": "Conversation"},
    "try": {"zh": "可以这样问", "en": "You can ask"},
    "searching": {"zh": "轮到了……", "en": "It is your turn…"},
    "at_understand": {"zh": "正在理解问题……", "en": "Understanding the question…"},
    "at_retrieve": {"zh": "正在报上查找……", "en": "Looking in the papers…"},
    "at_read": {"zh": "正在阅读找到的报道……", "en": "Reading the articles found…"},
    "at_decide": {"zh": "正在判断……", "en": "Deciding…"},
    "waiting": {"zh": "正在装入模型，装好就作答……", "en": "Waiting for the models…"},
    "pair": {"zh": "{name}：{value}", "en": "{name}: {value}"},
    "sure_of": {"zh": "把握：{word}（{percent}%）", "en": "Confidence: {word} ({percent}%)"},
    "sure_high": {"zh": "很大", "en": "high"},
    "sure_middle": {"zh": "较大", "en": "fair"},
    "sure_low": {"zh": "不大", "en": "low"},
    "sure_meaning": {
        "zh": "像这样有把握的回答，大约 {percent}% 是对的",
        "en": "Of answers given with this confidence, about {percent}% are right",
    },
    "source": {"zh": "出处", "en": "Sources"},
    "differing": {"zh": "各篇报道说法不同", "en": "The reports differ"},
    "related": {"zh": "最接近的报道", "en": "Nearest articles"},
    "unsure": {
        "zh": "最接近的说法只有 {percent}% 的把握，所以不作回答。",
        "en": "The best candidate is only {percent}% sure, so it is not given as an answer.",
    },
    "took": {"zh": "用时 {seconds} 秒", "en": "{seconds} s"},
    "understand": {"zh": "理解", "en": "understanding"},
    "retrieve": {"zh": "查找", "en": "searching"},
    "read": {"zh": "阅读", "en": "reading"},
    "decide": {"zh": "判断", "en": "deciding"},
    "understood": {"zh": "按这样理解：{question}", "en": "Understood as: {question}"},
    "open": {"zh": "打开原文", "en": "Open the article"},
    "close": {"zh": "关闭原文", "en": "Close the article"},
    "sheet": {"zh": "原文", "en": "The article"},
    "sheet_empty": {
        "zh": "点开回答下面的出处，原文会在这里打开，引用的句子有标记。",
        "en": "Open a source under an answer: the article appears here with the quoted sentence marked.",
    },
    "gone": {"zh": "这篇报道已不在档案里。", "en": "This article is no longer in the archive."},
    "reporters": {"zh": "记者", "en": "Reporters"},
    "correspondents": {"zh": "通讯员", "en": "Correspondents"},
    "photographers": {"zh": "摄影", "en": "Photographs"},
    "commentary": {"zh": "评论", "en": "Commentary"},
    "photo": {"zh": "图片新闻", "en": "Photo news"},
    "notice": {"zh": "公告", "en": "Notice"},
    "unassigned": {"zh": "版面文字", "en": "Text of the page"},
    "nav": {"zh": "看报与搜索", "en": "Reading and search"},
    "papers": {"zh": "看报", "en": "Read the papers"},
    "search": {"zh": "搜索", "en": "Search"},
    "follow": {"zh": "接着问", "en": "Ask on"},
    "ahead": {"zh": "前面还有 {count} 人，请稍候……", "en": "{count} before you in the line…"},
    "stop": {"zh": "停止（Esc）", "en": "Stop (Esc)"},
    "stopped": {"zh": "已停止。", "en": "Stopped."},
    "tools": {"zh": "对这个回答", "en": "About this answer"},
    "copy": {"zh": "复制", "en": "Copy"},
    "cite": {"zh": "复制引用", "en": "Copy as citation"},
    "link": {"zh": "复制链接", "en": "Copy link"},
    "copied": {"zh": "已复制", "en": "Copied"},
    "retry": {"zh": "重试", "en": "Retry"},
    "edit": {"zh": "修改", "en": "Edit"},
    "undo": {"zh": "撤回", "en": "Undo"},
    "bibtex": {"zh": "复制 BibTeX", "en": "Copy BibTeX"},
    "opinion": {"zh": "这个回答怎么样", "en": "Your opinion of this answer"},
    "useful": {"zh": "有用", "en": "Useful"},
    "useless": {"zh": "没用", "en": "Not useful"},
    "wrong_citation": {"zh": "引用不对", "en": "Wrong citation"},
    "unsaid": {"zh": "报上没说，不该答", "en": "Should have refused"},
    "rightly_refused": {"zh": "对，报上没说", "en": "Right, it does not say"},
    "it_is_said": {"zh": "报上说了", "en": "The paper does say"},
    "remark": {"zh": "可以补一句，请别写个人信息", "en": "Add a word; nothing personal"},
    "send_remark": {"zh": "发送", "en": "Send"},
    "thanks": {"zh": "已记下，谢谢", "en": "Noted, thank you"},
    "withdrawn": {"zh": "已收回", "en": "Taken back"},
    "not_kept": {"zh": "没能记下，请稍后再试", "en": "Could not be kept; please try later"},
    "skip": {"zh": "跳到提问", "en": "Skip to the question"},
    "theme": {"zh": "切换浅色、深色", "en": "Switch light and dark"},
    "keys": {
        "zh": "回车发送，Shift+回车换行；↑ 取回上一问，/ 到输入框，Esc 停止",
        "en": "Enter sends, Shift+Enter breaks the line; ↑ last question, / to the box, Esc stops",
    },
    "more": {"zh": "还有 {count} 条", "en": "{count} more"},
    "filters": {"zh": "筛选", "en": "Filters"},
    "any": {"zh": "不限", "en": "Any"},
    "newspaper": {"zh": "报纸", "en": "Newspaper"},
    "page": {"zh": "版次", "en": "Page"},
    "column": {"zh": "栏目", "en": "Column"},
    "byline": {"zh": "作者", "en": "Byline"},
    "since": {"zh": "从", "en": "From"},
    "until": {"zh": "到", "en": "To"},
    "kind": {"zh": "体裁", "en": "Kind"},
    "remove": {"zh": "去掉条件：{what}", "en": "Remove: {what}"},
    "export_md": {"zh": "导出 Markdown", "en": "Export Markdown"},
    "export_html": {"zh": "导出 HTML", "en": "Export HTML"},
    "earlier": {"zh": "以前的对话", "en": "Earlier conversations"},
    "find_earlier": {"zh": "在以前的对话里找", "en": "Find in earlier conversations"},
    "no_earlier": {"zh": "没有", "en": "None"},
    "whole": {"zh": "在看报页打开", "en": "Open in the reading view"},
    "bad_filter": {"zh": "日期不对：请检查筛选条件。", "en": "The dates make no sense: see the filters."},
    "lost": {
        "zh": "连不上服务器，它可能停了。问题还留着，请过一会儿再试。",
        "en": "The server cannot be reached: it may have stopped. Your question is kept; try again soon.",
    },
    "error": {
        "zh": "没能作答：服务器出了问题。请再试一次。",
        "en": "The server had a problem and could not answer. Please try again.",
    },
}


def say(key: str, language: Language, **values: object) -> str:
    """One phrase, with its values filled in."""
    return WORDS[key][language].format(**values)


def table(language: Language) -> dict[str, str]:
    """All phrases of one language, as ``gr.I18n`` takes them."""
    return {key: phrases[language] for key, phrases in WORDS.items()}


def preferred(accept: str | None) -> Language:
    """The language of a browser by its Accept-Language header; Chinese where it asks for neither.

    >>> preferred("en-US,en;q=0.9"), preferred("de,zh-CN;q=0.8,en;q=0.7"), preferred(None)
    ('en', 'zh', 'zh')
    """
    weighed: list[tuple[float, str]] = []
    for part in (accept or "").lower().split(","):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), tag))
        except ValueError:
            continue
    for _, tag in sorted(weighed, key=lambda pair: pair[0]):
        if tag.startswith("zh"):
            return "zh"
        if tag.startswith("en"):
            return "en"
    return "zh"
