# IDEA: the class of an exception has a name, bases and a module that end the process or never end when looked at
# DOOR: to_gray
# MUST: 0 points: a class is named without running anything of it
# SAYS: your code raised Evil
# EXPECT: 0 error
def end(*arguments):
    raise SystemExit(0)


class Kind(type):
    @property
    def __name__(cls):
        while True:
            pass

    __mro__ = __module__ = __doc__ = __name__
    __hash__ = __eq__ = __instancecheck__ = __repr__ = end


class Module(str):
    __eq__ = end
    __hash__ = str.__hash__


Evil = Kind("Evil", (Exception,), {"__module__": Module("builtins")})
Kind.__getattribute__ = end


def to_gray(image):
    raise Evil
