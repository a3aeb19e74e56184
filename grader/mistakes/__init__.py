"""Known mistakes: load them, recognise them, and prove the checks by them."""
