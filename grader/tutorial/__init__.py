"""Everything specific to this tutorial: images, networks, figures."""
