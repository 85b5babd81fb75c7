def print_pairs():
    pass
