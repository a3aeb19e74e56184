# IDEA: a dictionary whose keys no encoder takes, and pairs whose names are formulas and commands
# DOOR: top_k
# MUST: 0 points: the type is wrong
# SAYS: wrong type
# EXPECT: 0 failed
def top_k(model, batch, class_names, k=5):
    return {"\ud800\x1b[2J": 1, "=1+1": {"\udfff": 2}, "x" * 10**7: None}
