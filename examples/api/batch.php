<?php
// Sends a file of articles, waits until they are checked, and prints a line for each, in their order.
declare(strict_types=1);

function ask(string $method, string $path, ?string $body = null): string
{
    $headers = ['Content-Type: application/jsonl'];
    if ($key = getenv('DATELINE_KEY')) {
        $headers[] = "Authorization: Bearer $key";
    }
    $options = ['method' => $method, 'header' => $headers, 'content' => $body ?? '', 'timeout' => 120];
    $address = getenv('DATELINE') ?: 'http://127.0.0.1:8080';
    $answer = file_get_contents($address . $path, false, stream_context_create(['http' => $options]));
    if ($answer === false) {
        throw new RuntimeException("$address refused it, or does not answer.");
    }
    return $answer;
}

$job = json_decode(ask('POST', '/v1/jobs', file_get_contents(__DIR__ . '/articles.jsonl')), true);
while (!in_array($job['state'], ['done', 'cancelled'], true)) {
    sleep(1);
    $job = json_decode(ask('GET', "/v1/jobs/{$job['id']}"), true);
}
foreach (explode("\n", trim(ask('GET', "/v1/jobs/{$job['id']}/results"))) as $line) {
    $found = json_decode($line, true);
    echo $found['id'], "\t", isset($found['error']) ? $found['error']['title'] : $found['outcome'], "\n";
}
