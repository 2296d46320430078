"""Payment runs: gathered, checked, frozen, released by a second person, paid."""
