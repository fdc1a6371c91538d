"""What an assistant remembers of its answers."""

from qa.answering.memory import Memory
from qa.answers import Answer, Citation
from tests.papers import DAY, ListedArchive, article

PAPERS = [article("来了。", 1, headline="渡船"), article("走了。", 2, headline="码头")]


def told(kind: str, *numbers: int) -> Answer:
    cited = tuple(Citation.at(PAPERS[number - 1], 0, 3) for number in numbers)
    return Answer(kind=kind, question="问", text=f"{kind}{numbers}", citations=cited)  # type: ignore[arg-type]


def test_the_last_list_is_remembered_behind_the_answers_after_it() -> None:
    memory = Memory(ListedArchive(PAPERS))
    listed, opened = told("articles", 2, 1), told("passage", 1)
    memory.keep("有哪些报道", listed)
    memory.keep("最早那篇", opened)
    history = [("有哪些报道", listed.text), ("最早那篇", opened.text)]
    assert memory.about(history) == ("a1",)
    assert memory.listed(history) == (("a2", DAY), ("a1", DAY))
    assert memory.listed(history[1:]) == ()
    assert memory.listed([]) == ()
