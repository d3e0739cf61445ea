"""How good weights are: metrics, evaluation lists, and pictures to look at."""
