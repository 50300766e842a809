"""The codebook: the ontology and all lexicons, as data in `data/`, with a validating loader."""
