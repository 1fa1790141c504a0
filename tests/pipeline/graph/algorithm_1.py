"""Algorithm 1 of the DeepSeek-Coder paper (section 2.2), word for word: slow, and the truth for `deepseek` order."""


def algorithm_1(files, depends_on):
    """Order every disconnected subgraph of `files`; ties to the smaller file.

    `depends_on` holds (A, B) pairs, A depending on B.
    """
    successors = {file: [] for file in files}
    need = dict.fromkeys(files, 0)
    for a in files:
        for b in files:
            if (a, b) in depends_on:
                successors[b].append(a)
                need[a] += 1
    ordered = []
    for component in disconnected(files, depends_on):
        need_here, out = {file: need[file] for file in component}, []
        while len(out) < len(component):
            file = min((file for file in component if file not in out), key=lambda file: (need_here[file], file))
            for user in successors[file]:
                need_here[user] -= 1
            out.append(file)
        ordered.append(out)
    return ordered


def disconnected(files, depends_on):
    """The subgraphs that no dependency connects, each as a set."""
    groups = [{file} for file in files]
    for a, b in depends_on:
        joined = [group for group in groups if a in group or b in group]
        groups = [group for group in groups if group not in joined] + [set().union(*joined)]
    return groups
