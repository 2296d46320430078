"""The participant's side of openings: finding one that fits, reading it, saying "I am interested"."""
