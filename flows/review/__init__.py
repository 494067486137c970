"""What waits for a person, as questions, and the answers to them, on the command line or in a workbook."""
