"""The window. Only this folder imports Qt. Its code runs on the UI thread, unless a module names another one."""
