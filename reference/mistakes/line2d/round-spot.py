"""The kernel is a round spot, which answers as much to horizontal lines; across the columns ddgaussian is asked, down
the rows gaussian."""


def line2d(n):
    return ddgaussian2d(n)
