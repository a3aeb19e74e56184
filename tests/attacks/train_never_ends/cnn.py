# IDEA: the loader is iterated again and again, for ever
# DOOR: train
# MUST: 0 points for want of time
# EXPECT: 0 timeout
def train(model, loader, epochs=1, learning_rate=1e-3):
    while True:
        for _ in loader:
            pass
