# IDEA: names that are classes of one's own, formulas and commands, with probabilities that are near to everything
# DOOR: top_k
# MUST: 0 points; names are told escaped
# EXPECT: 0 failed
class Name(str):
    def __eq__(self, other):
        return True

    __hash__ = str.__hash__


class Near(float):
    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__


def top_k(model, batch, class_names, k=5):
    return [(Name("=HYPERLINK(1)\x1b[2J\u202e\ud800\n::error::x"), Near("nan")) for _ in range(k)]
