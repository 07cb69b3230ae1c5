"""What customers are asked, what they answer, and what is made of it."""
