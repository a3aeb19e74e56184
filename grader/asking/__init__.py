"""Ask a submission or the reference: in this process, or in a locked one."""
