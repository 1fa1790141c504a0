from hypothesis import given
from hypothesis import strategies as st

from pipeline.shuffle import file_count, file_of

IDS = st.integers(0, 16**32 - 1).map(lambda value: f"{value:032x}")


@given(st.integers(0, 1 << 50), st.integers(1, 1 << 40))
def test_files_are_a_power_of_two_and_not_larger_than_wanted(size, most):
    count = file_count(size, most)
    assert count & count - 1 == 0
    assert size <= count * most or count == 1 << 32
    assert count == 1 or size > count // 2 * most


@given(st.lists(IDS, min_size=2), st.integers(0, 12))
def test_files_are_ranges_of_ids(names, exponent):
    numbers = [file_of(name, 1 << exponent) for name in sorted(names)]
    assert numbers == sorted(numbers)
    assert 0 <= numbers[0] <= numbers[-1] < 1 << exponent
