"""A made-up benchmark in the shape of HumanEval, for tests that need items."""

from pipeline.decontamination import Item, build_index

PROMPT = '''from typing import List


def longest_valley(heights: List[float], floor: float) -> int:
    """ Walk along the list of heights and return how many steps the longest valley takes, where a
    valley is a run of heights that lie below the given floor of the landscape.
    >>> longest_valley([3.0, 1.0, 1.5, 4.0], 2.0)
    2
    """
'''
SOLUTION = '''    best, current = 0, 0
    for height in heights:
        if height < floor:  # still below
            current = current + 1
            best = max(best, current)
        else:
            current = 0
    if best == 0 and floor > 0:
        return -1
    return best
'''
RENAMED = '''
def depth(xs, y):
        m, n = (0, 0)
        for x in xs:
            if x < y:
                n = (n + 1)
                m = max(m, n)
            else:
                # start again
                n = 0
        if m == 0 and y > 0:
            return -1
        return m
'''
SHORT = "    return sorted(set(words), key=len)\n"
QUESTION = "A farmer sells 17 pears on Monday and twice as many on Tuesday. How many pears does the farmer sell in all?"


def items() -> list[Item]:
    return [
        Item("valleys", "Python/0", "prompt", PROMPT),
        Item("valleys", "Python/0", "canonical_solution", SOLUTION),
        Item("valleys", "Python/1", "canonical_solution", SHORT),
        Item("pears", "7", "question", QUESTION),
    ]


INDEX = build_index(items())
