"""What each subcommand of `hime` does: parsed options in, a report out."""
