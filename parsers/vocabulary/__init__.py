"""What words, values, periods and codes mean: the facts of the field as CSV files, and the code that reads them."""
