<?php
// Says whether a message to a webhook is genuine: on standard input headers as `name: value`, a blank line, the body.
declare(strict_types=1);

const MOST_SECONDS = 300;

function is_genuine(string $body, array $headers, string $secret): bool
{
    [$id, $stamp, $signatures] = [$headers['webhook-id'] ?? '', $headers['webhook-timestamp'] ?? '', $headers['webhook-signature'] ?? ''];
    if ($id === '' || !ctype_digit($stamp) || abs(time() - (int) $stamp) > MOST_SECONDS) {
        return false;
    }
    $key = base64_decode(preg_replace('/^whsec_/', '', $secret));
    $expected = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$stamp.$body", $key, true));
    foreach (explode(' ', $signatures) as $sent) {
        if (hash_equals($expected, $sent)) {
            return true;
        }
    }
    return false;
}

[$head, $body] = explode("\n\n", stream_get_contents(STDIN), 2);
$headers = [];
foreach (explode("\n", $head) as $line) {
    [$name, $value] = explode(': ', $line, 2);
    $headers[$name] = $value;
}
if (!is_genuine($body, $headers, (string) getenv('WEBHOOK_SECRET'))) {
    fwrite(STDERR, "The message is not signed with this secret, or is too old.\n");
    exit(1);
}
echo json_decode($body, true)['type'], "\t", $headers['webhook-id'], "\n";
