"""What is said about a claim by itself: it takes longer than promised, was never sent, a receipt is still to come."""
