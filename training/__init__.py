"""Training of the attribution model; see README.md. Needs PyTorch, which the package does not."""
