from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from convscope.lru import ByteCache


def cache(budget: int) -> ByteCache[bytes]:
    return ByteCache(budget, len)


def test_what_was_used_longest_ago_goes_first() -> None:
    values = cache(20)
    for key in "abc":
        values.put(key, bytes(8))
    assert values.get("a") is None
    values.get("b")
    assert values.put("d", bytes(8)) == 1
    assert (values.get("b"), values.get("c")) == (bytes(8), None)


def test_the_newest_is_kept_however_big() -> None:
    values = cache(0)
    values.put("a", bytes(50))
    assert values.get("a") is not None
    assert values.put("b", bytes(60)) == 1
    assert values.nbytes == 60


def test_a_value_that_grows_counts_as_it_is_now() -> None:
    values: ByteCache[bytearray] = ByteCache(20, len)
    growing = bytearray(5)
    values.put("a", growing)
    growing.extend(bytes(20))
    assert values.nbytes == 25
    assert values.put("b", bytearray(1)) == 1


def test_a_smaller_budget_is_kept_to_at_once() -> None:
    values = cache(100)
    for key in "abc":
        values.put(key, bytes(20))
    assert values.resize(45) == 1
    assert (values.get("a"), values.get("c")) == (None, bytes(20))


def test_values_are_removed_by_key() -> None:
    values = cache(100)
    for key in ("cat.1", "cat.2", "dog.1"):
        values.put(key, b"x")
    values.remove(lambda key: key.startswith("cat."))
    assert (values.get("cat.1"), values.get("dog.1")) == (None, b"x")


@given(
    budget=st.integers(0, 100),
    puts=st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 60)), min_size=1),
)
def test_the_budget_holds_but_for_the_newest(budget: int, puts: list[tuple[str, int]]) -> None:
    values = cache(budget)
    for key, size in puts:
        values.put(key, bytes(size))
        assert values.get(key) == bytes(size)
        assert values.nbytes <= max(budget, size)
