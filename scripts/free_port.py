"""Prints the first TCP port from the given one on that nothing listens on, on loopback; says so where it is another."""

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
    found = next((port for port in range(first, 65536) if is_free(port)), None)
    if found is None:
        sys.exit(f"No port from {first} on is free.")
    if found != first:
        sys.stderr.write(f"Port {first} is taken; using {found} instead.\n")
    sys.stdout.write(f"{found}\n")
