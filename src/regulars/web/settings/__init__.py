"""What the owner decides about the business, and each person about their own screen."""
