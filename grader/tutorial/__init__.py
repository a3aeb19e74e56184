"""All that the kit knows of this tutorial: its images, its networks, its pictures."""
