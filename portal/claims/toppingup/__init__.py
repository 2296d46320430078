"""A rate that is backdated pays the difference for miles already approved, once (rule 14)."""
