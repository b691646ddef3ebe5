"""Waits until the service on a loopback port is ready; exit status 1 when it was not within the given seconds."""

import sys
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException


def is_ready(port: int) -> bool:
    """Whether 127.0.0.1:`port` answers `/readyz` with 200 within two seconds."""
    connection = HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def wait(port: int, seconds: float) -> bool:
    """Whether the service became ready within `seconds`."""
    give_up = time.monotonic() + seconds
    while not is_ready(port):
        if time.monotonic() > give_up:
            return False
        time.sleep(0.2)
    return True


if __name__ == "__main__":
    sys.exit(not wait(int(sys.argv[1]), float(sys.argv[2])))
