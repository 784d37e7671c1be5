"""What our processes are made of, below Django: the leash, and the process that does one piece of heavy work."""
