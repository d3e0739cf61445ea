"""How good weights are: metrics, evaluation lists, tables' bases and pictures of them."""
