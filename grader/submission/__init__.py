"""What lies between a check and the student's code: transports, frames, worker, jail."""
