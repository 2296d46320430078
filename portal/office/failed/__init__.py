"""What the portal could not do by itself, and trying it again."""
