namespace bailang {}
