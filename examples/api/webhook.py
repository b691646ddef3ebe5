"""Says whether a message to a webhook is genuine. Standard input: headers as `name: value`, a blank line, the body."""

import os
import sys

from dateline_client import UnverifiedError, verify

head, _, body = sys.stdin.buffer.read().partition(b"\n\n")
headers = dict(line.split(": ", 1) for line in head.decode().splitlines())
try:
    message = verify(body, headers, os.environ["WEBHOOK_SECRET"])
except UnverifiedError as error:
    sys.exit(f"{error}")
print(f"{message['type']}\t{headers['webhook-id']}")
