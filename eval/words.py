"""What a report says in Chinese, by what it says in English."""

from __future__ import annotations

import re
from collections.abc import Mapping

CHINESE: Mapping[str, str] = {
    # stages
    "right": "答对",
    "not in the archive": "档案里没有",
    "not understood": "没有听懂问法",
    "not retrieved": "没有检索到",
    "another span won": "检索到了，选错了片段",
    "right span refused": "找对了，却没有作答",
    "cited wrongly": "答对了，出处不对",
    "should have refused": "本该不答",
    # pictures
    "share answered": "作答的比例",
    "share of these wrong": "其中答错的比例",
    "confidence": "把握",
    "share right": "答对的比例",
    "articles looked at": "看前几篇",
    "recall": "召回率",
    "milliseconds": "毫秒",
    "questions": "问题数",
    "hybrid": "混合检索",
    "dense": "语义检索",
    "lexical": "词语检索",
    "this run": "这一次",
    "last run": "上一次",
    "difference": "差",
    # kinds
    "span": "短语",
    "passage": "句子",
    "list": "列举",
    "articles": "报道",
    "metadata": "版面信息",
    "social": "问候",
    "none": "报上没有",
    "fact": "短语",
    "yesno": "是不是",
    "count": "几篇",
    "digest": "摘要",
    "timeline": "来龙去脉",
    # figures
    "Segmentation": "分篇",
    "articles found": "找到的文章",
    "every title line": "标题各行齐全",
    "headline exact": "引题、主题、副题各归其位",
    "byline exact": "署名全对",
    "body exact": "正文全对",
    "noise in bodies": "正文里的杂文字",
    "Retrieval": "检索",
    "Reading, the right article given": "阅读（给出原文）",
    "exact match": "完全一致",
    "Answers": "问答",
    "with an answer: right": "有答案的：答对",
    "with an answer: exact match": "有答案的：完全一致",
    "with an answer: right and cited": "有答案的：答对且出处对",
    "with an answer: refused": "有答案的：没有作答",
    "without an answer: refused": "没有答案的：不答",
    "reports asked for: found": "该找的报道：找到",
    "reports given: asked for": "给出的报道：确是该找的",
    "follow-ups: right": "追问：答对",
    "dates: right": "问日期或带日期的：答对",
    "Silence": "沉默",
    "AUROC of the confidence": "把握的 AUROC",
    "calibration error": "校准误差",
    "calibration error (95 % interval)": "校准误差（95% 区间）",
    "precision of what is answered": "作答者的准确率",
    "coverage": "作答的比例",
    "coverage at precision 0.9": "准确率 0.9 时的作答比例",
    "Speed and memory": "速度与内存",
    "milliseconds a question, p50": "每问毫秒，p50",
    "milliseconds a question, p95": "每问毫秒，p95",
    "memory at most, MB": "内存峰值，MB",
    "Understanding": "听懂问法",
    "Understanding, to tune on": "听懂问法（可据以调整的一半）",
    "all of it": "全部听懂",
    "periods": "日期",
    "named": "报名、版次、栏目、作者等",
    "whole": "追问补全",
    "about": "指代的报道",
    "meant": "错别字",
    "asked": "问的是",
    "by what is asked": "按问的是什么",
    "right in every part: kind, days, names, the whole question": "类型、日期、名称、补全的问句都对才算对",
    "metadata-trap": "像是问版面而不是的",
    "form": "繁体、数字、方言",
    "slips": "错别字",
    "follow": "追问",
    "parts of what is understood, then the kinds that were expected": "先列听懂的各部分，再列问题的类型",
    # tables
    "mode": "检索方式",
    "kind": "类型",
    "queries": "问题数",
    "stage": "环节",
    "all": "全部",
    "better": "变好",
    "worse": "变差",
    "p": "p",
    "found": "找到",
    "paper, day, page, kind, column exact": "报名、日期、版次、类型、栏目全对",
    "of those that came out, an article": "分出来的，确是一篇",
    "characters of bodies lost": "正文丢的字",
    "characters of noise in bodies": "正文混进的字",
    "% (95 % interval)": "%（95% 区间）",
    "R@1 % (95 % interval)": "R@1 %（95% 区间）",
    "EM % (95 % interval)": "EM %（95% 区间）",
    "right % (95 % interval)": "答对 %（95% 区间）",
    "difference (95 % interval)": "差（95% 区间）",
    "exact %": "完全一致 %",
    "right and cited %": "答对且出处对 %",
    "cited first %": "首条出处对 %",
    "refused %": "没有作答 %",
    "before %": "之前 %",
    "after %": "现在 %",
    "precision %": "准确率 %",
    "coverage %": "作答 %",
    "coverage % at 0.9": "准确率 0.9 时作答 %",
    "AUROC": "AUROC",
    "with answer": "有答案的",
    "without answer": "没有答案的",
    "follow ups": "追问",
    "dates": "问日期或带日期的",
    "with an answer": "有答案的",
    "the same, made to answer": "同上，非答不可",
    "without an answer": "没有答案的",
    "right and cited": "答对且出处对",
    "right, with an answer": "有答案的：答对",
    "refused, without one": "没有答案的：不答",
    "f1": "F1",
    "understand": "听懂问题",
    "retrieve": "检索",
    "read": "阅读",
    "decide": "取舍",
    "total": "合计",
    "start": "开始",
    "loaded": "载入之后",
    "end": "结束",
    "held": "占用",
    "most so far": "至此峰值",
    "Memory, MB": "内存，MB",
    "Time of this run, seconds": "这一次用时，秒",
    "on the clock": "钟表时间",
    "of the processor": "处理器时间",
    "segmentation": "分篇",
    "understanding": "听懂问法",
    "index and load": "建索引、载入模型",
    "retrieval": "检索",
    "reading": "阅读",
    "answers": "问答",
    "of the sets to tune on, every 3rd question is asked; --all asks all": (
        "可据以调整的题集每三题问一题；--all 全问"
    ),
    "broken off": "中途停止",
    "ms p50": "毫秒 p50",
    "ms p95": "毫秒 p95",
    "Milliseconds a question": "每问毫秒",
    "Retrieval by kind of question": "检索，按问题类型",
    "Where wrong answers were lost, by kind of question": "错在哪一步，按问题类型",
    "last run → this run": "上一次 → 这一次",
    "Reader": "阅读器",
    "follow ups and dates are among the rows above them; a date is named or asked for": (
        "追问和问日期的都算在上面各行里；问日期的包括问句里带日期的"
    ),
    "precision and coverage at the threshold that is set; questions without an answer count as asked": (
        "按现行门槛算的准确率和作答比例；没有答案的问题也算在内"
    ),
    "paired bootstrap interval; p of a paired randomisation test: below 0.05 it is hardly noise, "
    "but several measures are several looks at the same questions": (
        "逐题配对的自助法区间；p 出自配对随机化检验：低于 0.05 就不大像偶然，但几项指标看的是同一批问题"
    ),
    # the page
    "Eval report": "评测报告",
    "At first sight": "先看这几项",
    "Figures": "数字",
    "figure": "指标",
    "Pictures": "图",
    "Risk and coverage": "风险与覆盖",
    "Reliability": "可靠性",
    "Recall of the search": "检索召回",
    "Time a question takes": "一问要多久",
    "Where wrong answers were lost": "错在哪一步",
    "Questions that went wrong": "答错的问题",
    "Against the last run, question by question": "与上一次逐题比较",
    "All tables": "全部表格",
    "What was measured": "测的是什么",
    "There is no run before this one.": "还没有上一次。",
    "Nothing went wrong.": "没有答错的问题。",
    "Settings": "设置",
    "as it ships": "出厂设置",
    "expected": "应答",
    "given": "所答",
    "held back": "没有说出的候选",
    "cited": "出处",
    "understood as": "理解为",
    "asked before": "前文",
    "searched for": "检索词",
    "passages found": "检索到的片段",
    "spans read": "读出的片段",
    "of the right article": "正确报道",
    "sure": "把握",
    "all stages": "所有环节",
    "all sets": "所有题集",
    "language": "English",
    "theme": "明暗",
    "Now right": "变对了",
    "Now wrong": "变错了",
    "before": "之前",
    "after": "现在",
    "the paper does not say": "报上没有说",
    "best place of a right article": "正确报道的名次",
    "never": "没有",
}

_COUNTED = (
    (r"(\d+) questions", r"\1 问"),
    (r"(\d+) questions, the whole text given", r"\1 问，给出全文"),
    (r"(\d+) queries", r"\1 个查询"),
    (r"(\d+) articles, (\d+) came out", r"\1 篇，分出 \2 篇"),
    (
        r"ranked by article; milliseconds of single searches, over (\d+) queries",
        r"按报道排名；毫秒是单次检索的，测了 \1 次",
    ),
    (
        r"([\d.]+) ms a question; AUROC of the score, exact match against the rest: (.+)",
        r"每问 \1 毫秒；得分区分完全一致与否的 AUROC：\2",
    ),
    (
        r"(\d+) of (\d+) questions measured; the same command goes on after them",
        r"\2 问测了 \1 问；再运行同一命令即接着测",
    ),
)


def chinese(words: str) -> str | None:
    """What a report says in Chinese for its English; None where there is no other word for it.

    >>> chinese("Retrieval: 235 queries")
    '检索：235 个查询'
    >>> chinese("hybrid R@1")
    '混合检索 R@1'
    """
    if words in CHINESE:
        return CHINESE[words]
    for pattern, said in _COUNTED:
        if found := re.fullmatch(pattern, words):
            return found.expand(said)
    first, colon, rest = words.partition(": ")
    if colon and (first in CHINESE or chinese(rest) is not None):
        return f"{CHINESE.get(first, first)}：{chinese(rest) or rest}"
    first, comma, rest = words.partition(", ")
    if comma and rest and first in CHINESE:
        return f"{CHINESE[first]}，{chinese(rest) or rest}"
    first, blank, rest = words.partition(" ")
    if blank and rest and first in CHINESE:
        return f"{CHINESE[first]} {rest}"
    return None
