"""The known mistakes and the accepted solutions of a course."""
