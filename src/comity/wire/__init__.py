"""What Comity asks of other machines. So far: publishers' files, fetched whole or not at all."""
