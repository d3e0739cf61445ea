"""Networks of other methods, which are trained and scored as HIME is (paper Table 1). A folder for each method."""
