"""What is answered later, or line by line: rows of batches, the queue that carries work, and who does it."""
