"""Prints the first TCP port from the given one on that nothing listens on, on loopback."""

import socket
import sys


def is_free(port: int) -> bool:
    """Whether a server could listen on 127.0.0.1:`port` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


if __name__ == "__main__":
    first = int(sys.argv[1])
    sys.stdout.write(f"{next(port for port in range(first, 65536) if is_free(port))}\n")
