from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eventbook.book.patterns import Matcher, RecordPattern
from eventbook.editing.adopting.families import MOST_FAMILIES, Family, families, patterns
from eventbook.editing.adopting.forms import Form


def a_map(keys, records=1):
    return Form("map", frozenset(keys), records, ())


def a_list(keys, records=2, lists=()):
    return Form("list", frozenset(keys), records, lists)


def family(*files):
    return Family("map", tuple(sorted(files)), frozenset("ab"), (), len(files))


def test_files_that_share_half_of_their_keys_are_a_family():
    found = families(
        {
            "a/1.yml": a_map("abcd"),
            "a/2.yml": a_map("abcd"),
            "b/3.yml": a_map("abce"),
            "b/4.yml": a_map("axyz"),
            "c.yml": a_list("abcd", records=7),
        }
    )
    assert found == [
        Family("list", ("c.yml",), frozenset("abcd"), (), 7),
        Family("map", ("a/1.yml", "a/2.yml", "b/3.yml"), frozenset("abcd"), (), 3),
        Family("map", ("b/4.yml",), frozenset("axyz"), (), 1),
    ]
    assert [each.folder for each in found] == ["", "", "b"]


def test_lists_within_are_those_of_half_of_the_files():
    found = families(
        {"a.yml": a_list("ab", lists=("a", "b")), "b.yml": a_list("ab", lists=("b",)),
         "c.yml": a_list("ab", lists=("b",))}
    )  # fmt: skip
    assert [each.lists for each in found] == [("b",)]


def test_what_programs_are_configured_by_is_no_record():
    names = ("docker-compose.yml", "mkdocs.yaml", "x/_config.yml", "charts/a/values.yaml")
    assert families({name: a_map("ab") for name in names}) == []
    assert [each.files for each in families({"my-values.yml": a_map("ab")})] == [("my-values.yml",)]


def test_odds_and_ends_do_not_cost_time_without_end():
    found = families({f"{n}.yml": a_map([f"k{n}", f"l{n}"]) for n in range(3 * MOST_FAMILIES)})
    assert len(found) == MOST_FAMILIES


def test_patterns_from_the_plainest_to_the_most_exact():
    both = ["d/a.yml", "d/b.yaml"]
    assert patterns(family(*both), []) == (["d/*.yaml", "d/*.yml"], [])
    assert patterns(family("d/a.yml"), []) == (["d/a.yml"], [])
    assert patterns(family("a.yml", "b.yml"), ["c/x.yml"]) == (["*.yml"], [])
    assert patterns(family("d/a.yml", "d/e/b.yml"), []) == (["d/**/*.yml"], [])
    deeper = family("d/e/a.yml", "d/f/g/b.yml")
    assert patterns(deeper, ["d/types.yml"]) == (["d/*/**/*.yml"], [])
    named = family("d/e/info.yml", "d/f/info.yml")
    assert patterns(named, ["d/e/other.yml"]) == (["d/**/info.yml"], [])
    apart = family("d/e/a.yml", "d/f/b.yml")
    assert patterns(apart, ["d/g/x.yml"]) == (["d/e/*.yml", "d/f/*.yml"], [])
    assert patterns(apart, ["d/e/x.yml"]) == (["d/e/a.yml", "d/f/b.yml"], [])
    many = [f"d/{n}.yml" for n in range(99)]
    assert patterns(family(*many), ["d/x.yml"]) == (["d/**/*.yml"], ["d/x.yml"])


NAME = st.text("ab[]*?!-.é ", min_size=1, max_size=4).map(lambda name: f"n{name}m")
PATH = st.builds(
    lambda folders, name, ending: "/".join([*folders, f"{name}{ending}"]),
    st.lists(NAME, max_size=3),
    NAME,
    st.sampled_from((".yml", ".yaml")),
)


@given(st.lists(PATH, min_size=1, max_size=8, unique=True), st.lists(PATH, max_size=5))
def test_a_family_is_always_matched_and_what_else_is_is_told(files, others):
    others = [path for path in others if path not in files]
    globs, taken = patterns(family(*files), others)
    matcher = Matcher((RecordPattern.parse(glob).segments, True) for glob in globs)
    assert all(matcher.match(path) for path in files)
    assert taken == [path for path in others if matcher.match(path)]
