"""Makes samples and evaluation lists of pictures: prepares sets, draws what a sample shows, and makes its pixels."""
