"""The window. Only this folder knows Qt. Its code runs on the UI thread, except where a module names another one."""
