"""What the page says where papers are added, in two languages."""

from __future__ import annotations

from qa.web.words import Language

WORDS: dict[str, dict[Language, str]] = {
    "add": {"zh": "加报纸", "en": "Add papers"},
    "drop": {"zh": "把报纸文件拖到页面上，或者", "en": "Drop newspaper files anywhere on this page, or"},
    "choose": {"zh": "选择文件", "en": "choose files"},
    "forms": {
        "zh": "版面文字（.txt，每个不超过 {page}）或文章行（.jsonl、.jsonl.gz，每个不超过 {file}），"
        "一次最多 {files} 个。先看清楚里面有什么，再决定收不收。",
        "en": "Page text (.txt, up to {page} each) or rows of articles (.jsonl, .jsonl.gz, up to {file} "
        "each), at most {files} at a time. You see what is in them before anything is kept.",
    },
    "sample": {
        "zh": "现在看到的是样报。收进来的报纸放进你自己的档案，样报不混在里面；"
        "收好以后，这个页面就看你的报纸。",
        "en": "You are looking at the sample editions. What you add goes into an archive of your own, never "
        "in among them; from then on this page shows your papers.",
    },
    "sending": {"zh": "正在送出第 {number} 个，共 {count} 个……", "en": "Sending {number} of {count}…"},
    "cancel": {"zh": "停止送出", "en": "Stop sending"},
    "cancelled": {"zh": "已停止，送来的都没有留下。", "en": "Stopped; nothing of what was sent is held."},
    "looking": {"zh": "正在看里面有什么……", "en": "Looking at what is in them…"},
    "here": {"zh": "松手就送来", "en": "Let go to send them"},
    "folder": {
        "zh": "{name}：这是文件夹。请打开它，选里面的文件。",
        "en": "{name}: this is a folder. Open it and choose the files in it.",
    },
    "not_sent": {
        "zh": "{name}：没送到，请检查网络再试。",
        "en": "{name}: could not be sent; check the connection and try again.",
    },
    "too_large": {
        "zh": "{name}：太大了，超过 {limit}。请拆成几个文件。",
        "en": "{name}: too large, more than {limit}. Split it into several files.",
    },
    "too_much": {
        "zh": "{name}：一次送来的太多了。请分几次送。",
        "en": "{name}: too much at once. Send them in several goes.",
    },
    "too_many": {
        "zh": "{name}：一次最多 {limit} 个文件，这个没有收。",
        "en": "{name}: at most {limit} files at a time; this one was not taken.",
    },
    "unpacks": {
        "zh": "{name}：解开以后超过 {limit}，没有收。请拆成几个文件。",
        "en": "{name}: unpacks to more than {limit} and was not taken. Split it into several files.",
    },
    "empty": {"zh": "{name}：是空文件。", "en": "{name}: the file is empty."},
    "packed": {
        "zh": "{name}：压缩包不能直接收。请解压后送里面的 .txt 或 .jsonl。",
        "en": "{name}: archives are not unpacked here. Unpack it and send the .txt or .jsonl files.",
    },
    "no_form": {
        "zh": "{name}：这种文件不能读。请送 .txt 版面文字，或 .jsonl、.jsonl.gz 文章行。",
        "en": "{name}: not a form that can be read. Send .txt page text, or .jsonl or .jsonl.gz rows.",
    },
    "busy": {"zh": "等着收的报纸太多了，请稍后再试。", "en": "Too many papers are waiting; try later."},
    "no_delivery": {
        "zh": "送来的文件已经不在了（放久了会清掉），请再送一次。",
        "en": "What you sent is gone (it is not held for long). Send it again.",
    },
    "kept_already": {"zh": "正在收，请稍候。", "en": "It is being kept already."},
    "nothing_seen": {"zh": "里面没有可以收的文章。", "en": "There is no article in it to keep."},
    "not_seen": {
        "zh": "没能看里面有什么：服务器出了问题。请再送一次。",
        "en": "The server had a problem and could not look at them. Send them again.",
    },
    "bad_day": {"zh": "日期不对，请写成 2025-08-04。", "en": "That is no date; write it as 2025-08-04."},
    "found": {
        "zh": "找到 {issues} 期 {articles} 篇，还没有收进来",
        "en": "Found (issues: {issues}, articles: {articles}); nothing is kept yet",
    },
    "found_nothing": {
        "zh": "送来的文件里没有找到文章",
        "en": "No article was found in what you sent",
    },
    "all_there": {
        "zh": "这 {articles} 篇档案里都已经有了，一字不差",
        "en": "All of it (articles: {articles}) stands in the archive already, word for word",
    },
    "new": {"zh": "新", "en": "new"},
    "changed": {"zh": "有改动，会换下已有的", "en": "changed: takes the place of the stored one"},
    "unchanged": {"zh": "已有", "en": "stored already"},
    "states": {
        "zh": "新的 {new} 篇，有改动的 {changed} 篇，已有的 {unchanged} 篇",
        "en": "{new} new, {changed} changed, {unchanged} stored already",
    },
    "replaces": {
        "zh": "有 {count} 篇会换下档案里已有的同一篇",
        "en": "Articles that will take the place of stored ones: {count}",
    },
    "issue": {
        "zh": "《{name}》{date} 第{pages}版",
        "en": "《{name}》 {date}, p. {pages}",
    },
    "nameless": {"zh": "没有报名", "en": "no name"},
    "count": {"zh": "{count} 篇", "en": "articles: {count}"},
    "titles": {"zh": "看标题", "en": "Headlines"},
    "of_page": {"zh": "第{page}版", "en": "p. {page}"},
    "characters": {"zh": "{count} 字", "en": "{count} characters"},
    "more": {"zh": "还有 {count} 条", "en": "{count} more"},
    "unread": {"zh": "没能读的文件", "en": "Files that could not be read"},
    "notes": {
        "zh": "读的时候有 {count} 处要留意",
        "en": "To look at: {count}",
    },
    "said_of": {"zh": "{place}：{message}", "en": "{place}: {message}"},
    "line": {"zh": "{name} 第 {line} 行", "en": "{name}, line {line}"},
    "given": {
        "zh": "报名或日期没认出来？在这里写明，再看一遍",
        "en": "Name or date not found, or wrong? Give them here and look again",
    },
    "for_all": {
        "zh": "对这次送来的所有文件都算数，不管版面上怎么写。",
        "en": "They count for all the files sent this time, whatever is printed in them.",
    },
    "newspaper": {"zh": "报名", "en": "Newspaper"},
    "date": {"zh": "日期", "en": "Date"},
    "again": {"zh": "再看一遍", "en": "Look again"},
    "keep": {"zh": "收进来", "en": "Keep them"},
    "discard": {"zh": "不要了", "en": "Throw away"},
    "keeping": {"zh": "正在收进来", "en": "Keeping them"},
    "turn": {
        "zh": "前面还有 {count} 份在收，请稍候……",
        "en": "{count} other deliveries are kept before this one…",
    },
    "beginning": {"zh": "正在开始……", "en": "Beginning…"},
    "done_of": {
        "zh": "收了 {done} 篇，共 {total} 篇",
        "en": "{done} of {total} articles",
    },
    "seconds_left": {"zh": "大约还要 {count} 秒", "en": "about {count} s to go"},
    "minutes_left": {"zh": "大约还要 {count} 分钟", "en": "about {count} min to go"},
    "closing": {
        "zh": "关掉这个页面也会收完；收的时候照样可以提问。",
        "en": "It goes on when this page is closed, and questions are answered meanwhile.",
    },
    "kept": {
        "zh": "收好了：{issues} 期，新收 {articles} 篇，已有 {unchanged} 篇。现在就可以问。",
        "en": "Kept (issues: {issues}, articles: {articles}, stored already: {unchanged}). Ask away.",
    },
    "read_it": {"zh": "看这一期", "en": "Read this issue"},
    "ask_it": {"zh": "可以这样问", "en": "You can ask"},
    "locked": {
        "zh": "另一个程序正在往这个档案里收报纸，现在不能收。等它收完，再点一次“收进来”。",
        "en": "Another program is adding papers to this archive. When it is done, press “Keep them” again.",
    },
    "no_room": {
        "zh": "没能收：写不进磁盘。已有的报纸都还在。请管理员看看磁盘，再试一次。",
        "en": "Could not be kept: the disk cannot be written to. What was stored is all there. Try later.",
    },
    "failed": {
        "zh": "没能收完：服务器出了问题。已收的和原有的都还在；再点一次会接着收。",
        "en": "Not all was kept: the server had a problem. What was stored is there; press again to go on.",
    },
    "stopped": {
        "zh": "服务器停了，没有收完。已收的都还在；再送一次会接着收。",
        "en": "The server was stopped before the end. What was kept is there; send the rest again to go on.",
    },
}


def say(key: str, language: Language, **values: object) -> str:
    """One phrase, with its values filled in."""
    return WORDS[key][language].format(**values)
