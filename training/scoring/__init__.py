"""Tells how good weights are, by metrics, by evaluation lists, and by pictures to look at."""
