"""From cells to figures: which cells are heads and labels, and what each number therefore counts."""
