"""What reading a source reports, in Chinese and without the paths of the server; the paper's words stay."""

from __future__ import annotations

import re

from qa.web.words import Language

# In the order of the modules that say them. An English phrase stands beside where a reader of the page can
# do what the message tells, but by other means than on a command line.
_SAID: tuple[tuple[str, str, str | None], ...] = (
    (r"there is no such file or folder", "文件已经不在了", None),
    (
        r"not a form that can be read: give \.txt pages, \.jsonl or \.jsonl\.gz rows",
        "这种文件不能读，请给 .txt 版面文字或 .jsonl、.jsonl.gz 文章行",
        None,
    ),
    (r"no \.txt, \.jsonl or \.jsonl\.gz file in this folder", "文件夹里没有 .txt、.jsonl、.jsonl.gz", None),
    (r"an empty name of a file or folder", "文件名是空的", None),
    (r"passed over what cannot be read: (.*)", r"跳过了不能读的文件：\1", None),
    (
        r"the file is empty; give the text dump of a newspaper page",
        "是空文件，请给报纸版面的文字",
        None,
    ),
    (
        r"not a text file in UTF-8, UTF-16 or GB 18030; convert it, or give another file",
        "不是文本文件，或者不是 UTF-8、UTF-16、GB 18030 编码；请转换编码，或换一个文件",
        None,
    ),
    *(
        (
            rf"this is {english}, not the text of a page; save its text as \.txt and give that",
            f"这是{chinese}，不是版面的文字；请把文字另存为 .txt 再给",
            None,
        )
        for english, chinese in (
            ("a PDF file", " PDF 文件"), ("a Word, WPS or zip file", " Word、WPS 或压缩文件"),
            ("a Word or WPS file", " Word 或 WPS 文件"), ("an RTF file", " RTF 文件"),
            ("a gzip file", " gzip 压缩文件"), ("a picture", "图片"), ("an HTML file", "网页（HTML）"),
        )
    ),
    (
        r"this is (.*), not the text of a page; save its text as \.txt and give that",
        r"不是版面的文字，而是 \1；请把文字另存为 .txt 再给",
        None,
    ),
    (
        r"this holds rows of articles, not the text of a page; name it with \.jsonl at the end",
        "装的是文章行，不是版面文字；请改用 .jsonl 作文件名的结尾",
        None,
    ),
    (
        r"(\d+) characters could not be decoded; they read U\+FFFD",
        r"从这里起有 \1 个字解不出来，显示为 �；文件的编码可能不对",
        r"\1 characters from here on could not be decoded; the file may be in another encoding",
    ),
    (r"left out, no article's text: (.*)", r"不是文章，没有收：\1", None),
    (
        r"cannot be told to belong to an article; kept as text of the page",
        "分不清属于哪篇，按版面文字收",
        None,
    ),
    (r"text stands before the first masthead", "报头前面还有文字", None),
    (
        r"no newspaper is named on the page; pass newspaper= \(--newspaper\) to name it",
        "版面上没有报名，请在下面写明",
        "no newspaper is named on the page; give its name below",
    ),
    (r"no newspaper is named; taken from other pages: (.*)", r"没有报名，照其他版算作：\1", None),
    (
        r"no date is printed on the page; pass date= \(--date YYYY-MM-DD\) to say which day it is of",
        "版面上没有日期，请在下面写明是哪一天的",
        "no date is printed on the page; give it below",
    ),
    (r"cannot be read \((.*)\); check the path, or fetch it again", r"读不了（\1），请重新取一份", None),
    (r"cannot be read \((.*)\); check the path", r"读不了（\1）", None),
    (r"cannot be read: (.*)", r"读不了（\1）", None),
    (
        r"none of its rows is an article; give one JSON object a line with id, date, headline and text",
        "没有一行是文章；请每行给一个 JSON 对象，含 id、date、headline、text",
        None,
    ),
    (
        r"the file is empty; give one JSON object a line with id, date, headline and text",
        "是空文件；请每行给一个 JSON 对象，含 id、date、headline、text",
        None,
    ),
    (
        r"not in UTF-8 or GB 18030; convert the file",
        "不是 UTF-8，也不是 GB 18030 编码，请转换",
        None,
    ),
    (r"not a JSON object \(.* at column (\d+)\)", r"第 \1 个字符处不是 JSON", None),
    (r"not a JSON object; one article a line is expected", "不是 JSON 对象；请每行给一篇文章", None),
    (r"has no text", "没有正文（text）", None),
    (r"kind is (.*); it must be one of (.*)", r"体裁（kind）是 \1，应是 \2 之一", None),
    (r"(\w+) is \w+; it must be a string", r"\1 应是文字", None),
    (r"(\w+) is (.*); it must be a whole number", r"\1 是 \2，应是整数", None),
    (r"(\w+) has too many digits", r"\1 的数字太长", None),
    (r"(\w+) must be a list of names", r"\1 应是人名的列表", None),
    (
        r"has no date; add one \(YYYY-MM-DD\), or pass date=",
        "没有日期（date），请补上，或在下面写明",
        "has no date; add one (YYYY-MM-DD), or give it below",
    ),
    (r"date is (.*); it must be YYYY-MM-DD", r"日期（date）是 \1，应写成 2025-08-04 的样子", None),
    (
        r"the article (\S+) \((.*)\) replaces the one from (?:.*[/\\])?(.*)",
        r"《\2》会换下已有的同一篇（来自 \3）",
        r"\2 takes the place of the stored one (from \3)",
    ),
    (
        r"(\d+) articles that an earlier version of this file had are kept, since some rows could not be "
        r"read; mend those and add the file again",
        r"有几行读不了，所以这个文件从前的 \1 篇先留着；改好以后请再送一次",
        None,
    ),
    (r"holds half a surrogate pair, which is no character; left out", "有半个代理对，不成字，没有收", None),
    (
        r"the article (\S+) holds half a surrogate pair, which is no character; left out",
        r"文章 \1 里有半个代理对，不成字，没有收",
        None,
    ),
    (
        r"the id (\S+) \((.*)\) stands here twice, word for word; the first is kept",
        r"《\2》（编号 \1）在这里出现两次，一字不差，只收第一次",
        None,
    ),
    (
        r"the id (\S+) \((.*)\) stands here twice, with other content; the first is kept",
        r"编号 \1（《\2》）在这里出现两次，内容不同，只收第一次",
        None,
    ),
)
_PATTERNS = tuple((re.compile(said, re.DOTALL), chinese, english) for said, chinese, english in _SAID)


def told(message: str, language: Language) -> str:
    """A message of `index.records.Problem` for the page; one that is not known stays as it is.

    >>> told("no date is printed on the page; pass date= (--date YYYY-MM-DD) to say which day it is of", "zh")
    '版面上没有日期，请在下面写明是哪一天的'
    """
    for pattern, chinese, english in _PATTERNS:
        match = pattern.fullmatch(message)
        if match:
            wanted = chinese if language == "zh" else english
            return message if wanted is None else match.expand(wanted)
    return message
