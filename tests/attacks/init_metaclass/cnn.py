# IDEA: the class answers by its metaclass: it makes no network, cannot be named, and is an instance of everything
# DOOR: CNN
# MUST: 0 points: it is told that this is no network
# SAYS: must be a torch.nn.Module
# EXPECT: 0 failed
class Kind(type):
    __name__ = __mro__ = property(lambda cls: exit(0))

    def __call__(cls):
        return object.__new__(cls)

    def __instancecheck__(cls, instance):
        return True


class CNN(metaclass=Kind):
    def __getattr__(self, name):
        raise SystemExit(0)

    def __repr__(self):
        raise SystemExit(0)
