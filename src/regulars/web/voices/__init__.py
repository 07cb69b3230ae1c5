"""What customers say: complaints, wishes, ideas."""
