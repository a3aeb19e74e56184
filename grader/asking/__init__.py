"""Send requests to a submission or the reference, in this process or in an isolated worker."""
