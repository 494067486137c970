"""What words, values, periods and codes mean: facts of the field as CSV files, and their readers."""
