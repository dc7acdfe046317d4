"""How certificates look: the template, and the fonts that they embed. No code."""
