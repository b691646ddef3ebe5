"""The vocabulary of Dateline: frozen values, standard library only, importing nothing of the service."""
