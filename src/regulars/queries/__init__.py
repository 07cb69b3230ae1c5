"""Every read: the data of a screen or a report, ready to show."""
