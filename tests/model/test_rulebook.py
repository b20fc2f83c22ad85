"""Chapters and their rules, as the parser reads them and as it refuses them."""

from __future__ import annotations

import pytest

from taospec.chapters import CHAPTERS
from taospec.errors import TaospecError
from taospec.rulebook import chapters, parse_chapter, rulebook

CHAPTER = """# Supply

What there is.

### SUP-1 First
Prose with `code`.
```rule
only: dereg
operations: [supply.block_emission]
source: a.rs @ v1
quirk: porters forget it
```

```python
### SUP-9 not a heading, it is inside a fence
```

### SUP-2 Second
More.
```rule
since: dereg
until: halving
source: [a.rs @ v1, b.rs @ v1]
```
"""


def test_a_chapter_is_prose_and_rules() -> None:
    chapter = parse_chapter("supply", CHAPTER)
    assert chapter.title == "Supply"
    assert chapter.introduction == "What there is."
    first, second = chapter.rules
    assert (first.id, first.title, first.line) == ("SUP-1", "First", 5)
    assert first.quirk == "porters forget it"
    assert first.source == ("a.rs @ v1",)
    assert "SUP-9 not a heading" in first.prose
    assert second.forks == ("dereg", "flow")
    assert second.operations == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("# Supply\n", "Supply\n", "spec/supply.md:1: a chapter starts with '# Title'"),
        ("SUP-1", "NUM-1", "spec/supply.md:5: NUM-1: the prefix belongs to another chapter"),
        ("quirk:", "quirks:", "spec/supply.md:5: SUP-1: unknown field 'quirks' in the rule block"),
        ("only: dereg\n", "", "spec/supply.md:5: SUP-1: the rule block says since a fork, with or"),
        ("only: dereg", "only: dereg\nsince: dtao", "spec/supply.md:5: SUP-1: the rule block says"),
        ("only: dereg", "only: dereg\nuntil: flow", "spec/supply.md:5: SUP-1: the rule block says"),
        ("only: dereg", "until: flow", "spec/supply.md:5: SUP-1: the rule block says since a fork"),
        (
            "only: dereg",
            "since: derg",
            "spec/supply.md:5: SUP-1: unknown fork 'derg'; did you mean",
        ),
        ("only: dereg", "only: finney", "spec/supply.md:5: SUP-1: the rule holds in no specified"),
        ("only: dereg", "forks: [dereg]", "spec/supply.md:5: SUP-1: unknown field 'forks'"),
        ("\nsource: a", "\nsources: a", "spec/supply.md:5: SUP-1: unknown field 'sources'"),
        ("source: a.rs @ v1\nq", "q", "spec/supply.md:5: SUP-1: the rule block lacks 'source'"),
        ("```rule", "```yaml", "spec/supply.md:5: SUP-1: a rule has exactly one fenced `rule`"),
    ],
)
def test_a_chapter_that_breaks_the_form_names_file_and_line(
    old: str, new: str, message: str
) -> None:
    with pytest.raises(TaospecError) as caught:
        parse_chapter("supply", CHAPTER.replace(old, new, 1))
    assert str(caught.value).startswith(message)


def test_the_written_chapters_parse() -> None:
    assert all(rule_id == entry.id for rule_id, entry in rulebook().items())


def test_a_chapter_has_the_title_of_the_table() -> None:
    for name, chapter in chapters().items():
        assert (chapter.name, chapter.title) == (name, CHAPTERS[name].title)


def test_prefixes_are_the_chapters_own() -> None:
    prefixes = [entry.prefix for entry in CHAPTERS.values()]
    assert len(set(prefixes)) == len(prefixes) == len(CHAPTERS)
    assert all(name == entry.name for name, entry in CHAPTERS.items())
