"""Every sentence said to a person, in Portuguese and English."""
