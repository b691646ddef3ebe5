<?php
// Checks an article and prints the verdict on every claim. PHP 8.0 or later, without any extension.
declare(strict_types=1);

function ask(string $method, string $path, ?string $body = null, string $type = 'application/json'): string
{
    $address = getenv('DATELINE') ?: 'http://127.0.0.1:8080';
    $headers = ["Content-Type: $type"];
    if ($key = getenv('DATELINE_KEY')) {
        $headers[] = "Authorization: Bearer $key";
    }
    $options = ['method' => $method, 'header' => $headers, 'content' => $body ?? '', 'ignore_errors' => true, 'timeout' => 120];
    for ($left = 5;; $left--) {
        $answer = file_get_contents($address . $path, false, stream_context_create(['http' => $options]));
        if ($answer === false) {
            throw new RuntimeException("$address does not answer.");
        }
        $status = (int) explode(' ', $http_response_header[0])[1];
        if (!in_array($status, [429, 503], true) || $left === 0) {
            break;
        }
        $told = preg_grep('/^retry-after: *\d+$/i', $http_response_header);
        sleep($told ? (int) trim(explode(':', reset($told))[1]) : 1);
    }
    if ($status >= 400) {
        $problem = json_decode($answer, true);
        throw new RuntimeException(implode(': ', array_filter([$problem['title'] ?? $status, $problem['detail'] ?? null])));
    }
    return $answer;
}

$report = json_decode(ask('POST', '/v1/check', file_get_contents(__DIR__ . '/article.json')), true, 512, JSON_THROW_ON_ERROR);
foreach ($report['claims'] as $claim) {
    // Offsets count code points: mb_substr($text, $claim['start'], $claim['end'] - $claim['start']) is the quote.
    echo "{$claim['verdict']}\t{$claim['quote']}\n";
    foreach ($claim['findings'] as $finding) {
        echo "\t{$finding['detail']}\n";
    }
}
