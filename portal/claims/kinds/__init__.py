"""Kinds of cost as dated rows: how each is offered, what limits it, whether it needs a receipt or an agreement."""
