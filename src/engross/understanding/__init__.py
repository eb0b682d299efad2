"""Understanding: the sentences of an instrument and the operations they order, both ways."""
