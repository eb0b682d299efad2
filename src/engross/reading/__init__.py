"""Reading: files and strings to the model; the only wing that reads files."""
