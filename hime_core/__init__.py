"""The HIME network and what runs it. Knows tensors, not videos; never imports `app` or `training`."""
