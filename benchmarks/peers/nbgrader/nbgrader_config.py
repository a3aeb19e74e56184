"""The settings of nbgrader: its own time-out, shortened from 30 seconds a cell."""

c = get_config()  # noqa: F821  nbgrader defines it

c.CourseDirectory.course_id = "filters"
c.ExecutePreprocessor.timeout = 10
