"""What staff must do by hand: calls, letters, answers."""
