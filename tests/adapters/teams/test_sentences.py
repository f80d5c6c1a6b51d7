"""What is said in one language is said in the other."""

import re

from adapters.teams.sentences import sentences


def test_both_languages_say_the_same():
    """Each sentence exists in both, with the same values."""
    values = {name: [set(re.findall(r"\{(\w+)\}", each)) for each in pair] for name, pair in sentences().items()}
    assert [] == [name for name, (pt, en) in values.items() if pt != en]
    assert all(pt and en for pt, en in sentences().values())
