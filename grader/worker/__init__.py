"""What runs student code: answer requests, import modules, make arguments."""
