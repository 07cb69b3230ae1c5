"""Pages that customers open by a link of their own. No sign-in, no cookie, no script."""
