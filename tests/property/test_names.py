from unicodedata import category, is_normalized, normalize

from hypothesis import given
from hypothesis import strategies as st

from tui.ward import names

letters = st.sampled_from(
    [*names.ALPHABET, *names.ALPHABET.upper(), *names.TONES, *"0129 -.,/_\t\n\x1b\u00ad\u200b\u00a0"]
)
vietnamese = st.lists(letters, max_size=16).map("".join)
texts = vietnamese | st.text(max_size=24)
prefixes = st.sampled_from(
    ["", "TDP ", "TDP", "tổ ", "Tổ số ", "tổ dân phố số ", "KP", "KDC số : ", "địa bàn dân cư ", "ấp "]
)
EVERY_CHARACTER = [chr(point) for point in range(0x110000)]


@given(texts | st.text(st.characters(exclude_categories=())))
def test_a_clean_text_is_composed_and_safe_and_stays_as_it_is(text: str) -> None:
    cleaned = names.clean(text)
    assert is_normalized("NFC", cleaned)
    assert not {category(character) for character in cleaned} & names.UNSHOWABLE
    assert names.clean(cleaned) == cleaned
    assert names.is_clean(cleaned)
    assert names.is_clean(text) == (text == cleaned)


def test_no_character_passes_that_a_terminal_might_obey() -> None:
    passed = "".join(names.clean(character) for character in EVERY_CHARACTER)
    assert not {category(character) for character in passed} & names.UNSHOWABLE


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = names.fold(text)
    assert names.fold(folded) == folded
    assert folded == " ".join(folded.split())


def test_every_character_folds_once() -> None:
    text = " ".join(EVERY_CHARACTER[:0x20000])
    folded = names.fold(text)
    assert names.fold(folded) == folded
    assert names.fold(normalize("NFD", text)) == folded


@given(texts)
def test_keys_do_not_see_the_normal_form(text: str) -> None:
    composed, decomposed = normalize("NFC", text), normalize("NFD", text)
    assert names.fold(composed) == names.fold(decomposed)
    assert names.group_key(composed) == names.group_key(decomposed)
    assert names.sort_key(composed) == names.sort_key(decomposed)
    assert names.match(composed, "Tổ dân phố 22") == names.match(decomposed, "Tổ dân phố 22")


@given(texts)
def test_a_folded_text_has_no_marks_and_no_capitals(text: str) -> None:
    folded = names.fold(text)
    assert folded == folded.casefold()
    assert all(category(character)[0] != "M" for character in normalize("NFD", folded))
    assert "đ" not in folded


@given(prefixes, st.integers(0, 999), st.integers(0, 3), st.sampled_from(["", "A", "B1", " Mễ Trì Thượng"]))
def test_a_group_is_known_by_its_own_number_however_it_is_written(
    prefix: str, number: int, zeros: int, rest: str
) -> None:
    assert names.group_key(f"{prefix}{'0' * zeros}{number}{rest}") == names.group_key(f"{number}{rest}")


@given(texts)
def test_a_group_key_is_its_own_key(text: str) -> None:
    key = names.group_key(text)
    assert names.group_key(key) == key


@given(st.lists(texts, max_size=6))
def test_natural_order_is_total(codes: list[str]) -> None:
    ordered = sorted(codes, key=names.natural_key)
    assert sorted(reversed(codes), key=names.natural_key) == ordered
    assert len({names.natural_key(code) for code in codes}) == len(set(codes))


@given(st.lists(st.integers(0, 10**9)), prefixes)
def test_numbered_names_are_in_the_order_of_their_numbers(numbers: list[int], prefix: str) -> None:
    ordered = sorted((f"{prefix}{number}" for number in numbers), key=names.natural_key)
    assert ordered == [f"{prefix}{number}" for number in sorted(numbers)]


@given(vietnamese, vietnamese)
def test_letters_decide_before_tones(one: str, other: str) -> None:
    untoned = [
        normalize("NFC", "".join(c for c in normalize("NFD", text) if c not in names.TONES)) for text in (one, other)
    ]
    first, second = map(names.sort_key, untoned)
    if first[0] != second[0]:
        assert (names.sort_key(one) < names.sort_key(other)) == (first < second)


@given(texts, texts)
def test_a_name_answers_to_itself_best(name: str, other: str) -> None:
    if names.fold(name):
        own = names.match(name, name)
        assert own == names.Hit.EQUAL + names.Hit.MARKED
        assert own >= names.match(other, name)
        assert names.match(names.fold(name), name) >= names.Hit.EQUAL


@given(texts, st.lists(texts, max_size=6))
def test_picked_items_are_the_first_ranked(query: str, items: list[str]) -> None:
    ranked = names.rank_matches(query, items, lambda item: [item])
    picked = names.pick(query, items, lambda item: [item])
    assert ranked[: len(picked)] == picked
    assert bool(picked) == bool(ranked)
    assert all(names.match(query, item) for item in ranked)
