"""What an editor asks of a QMS while it is written; `server` speaks the Language Server Protocol, the rest does not."""
