"""The stages, in the order in which they run.

read → zones → attribute → resolve → collate → trace → check → positions
"""
