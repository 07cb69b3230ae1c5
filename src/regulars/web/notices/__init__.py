"""Bad news: who is affected, and that each hears it from us first."""
