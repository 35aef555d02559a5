"""Reading the archive again, on several cores or machines."""
