# IDEA: an answer whose type is named like a command for terminals, spreadsheets, browsers and CI
# DOOR: to_gray
# MUST: 0 points; the name is told escaped
# EXPECT: 0 failed
NAME = "=cmd|'/c calc'!A1\x1b[2J\x1b]0;owned\x07\u202e\u2066\r\n::error::x\n::set-output name=score::100\n<script>alert(1)</script>"


def to_gray(image):
    return type(NAME, (), {})()
