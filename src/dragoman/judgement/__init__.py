"""How sure: the relation model, and the weighing of what it says against what the lexicon says."""
