"""The window. The one place that knows Qt: everything here runs on its thread, but for what a call and its feed do."""
