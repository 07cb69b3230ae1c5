"""What the provider of SMS and WhatsApp tells us."""
