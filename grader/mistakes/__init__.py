"""Load known mistakes, recognise them in submissions, and audit the checks with them."""
