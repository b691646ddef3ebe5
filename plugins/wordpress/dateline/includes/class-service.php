<?php
/**
 * The service, asked from this server.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

/**
 * The few operations of Dateline's HTTP API that the plug-in needs. Each ends within the timeout that is set.
 */
final class Service {

	const LARGEST_ANSWER = 33554432;
	const TEST_TIMEOUT   = 10;

	/**
	 * What the owner has set.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Made from the settings.
	 *
	 * @param Settings $settings What the owner has set.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * The report on an article.
	 *
	 * @param array<string, mixed> $request The request as the API takes it.
	 * @return array{report: array<string, mixed>, stored: bool, seconds: float}|\WP_Error
	 */
	public function check( array $request ) {
		$began  = microtime( true );
		$answer = $this->ask( 'POST', '/v1/check', $request );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		if ( ! is_array( $answer['body']['claims'] ?? null ) || ! is_string( $answer['body']['id'] ?? null ) ) {
			return Problems::odd();
		}
		return array(
			'report'  => $answer['body'],
			'stored'  => '' !== $answer['location'],
			'seconds' => microtime( true ) - $began,
		);
	}

	/**
	 * Dismiss the flag on a claim, for all versions of its story.
	 *
	 * @param string $report The id of the report.
	 * @param string $claim  The `claim_key`.
	 * @param string $why    The reason.
	 * @param string $by     The name of the person.
	 * @return array<string, mixed>|\WP_Error Who, when and why, as the service has it.
	 */
	public function dismiss( string $report, string $claim, string $why, string $by ) {
		$answer = $this->ask( 'POST', self::dismissal( $report, $claim ), array( 'why' => $why ), $by );
		return is_wp_error( $answer ) ? $answer : $answer['body'];
	}

	/**
	 * Make a claim a flag again.
	 *
	 * @param string $report The id of the report.
	 * @param string $claim  The `claim_key`.
	 * @param string $by     The name of the person.
	 * @return true|\WP_Error
	 */
	public function flag_again( string $report, string $claim, string $by ) {
		$answer = $this->ask( 'DELETE', self::dismissal( $report, $claim ), null, $by );
		return is_wp_error( $answer ) ? $answer : true;
	}

	/**
	 * What the service at an address says of itself and of a key.
	 *
	 * @param string $address Where it is.
	 * @param string $key     The key, empty for none.
	 * @return array{version: string, caller: array<string, mixed>}|\WP_Error
	 */
	public function greet( string $address, string $key ) {
		$ready = $this->sent( $address, $key, 'GET', '/readyz', null, null, self::TEST_TIMEOUT );
		if ( is_wp_error( $ready ) ) {
			return $ready;
		}
		$caller = $this->sent( $address, $key, 'GET', '/v1/caller', null, null, self::TEST_TIMEOUT );
		if ( is_wp_error( $caller ) ) {
			return $caller;
		}
		if ( ! is_string( $ready['body']['pipeline_version'] ?? null ) || ! is_array( $caller['body']['scopes'] ?? null ) ) {
			return Problems::odd();
		}
		return array(
			'version' => $ready['body']['pipeline_version'],
			'caller'  => $caller['body'],
		);
	}

	/**
	 * The address of a dismissal.
	 *
	 * @param string $report The id of the report.
	 * @param string $claim  The `claim_key`.
	 */
	private static function dismissal( string $report, string $claim ): string {
		return '/v1/reports/' . rawurlencode( $report ) . '/claims/' . rawurlencode( $claim ) . '/dismissal';
	}

	/**
	 * Ask the service that is set.
	 *
	 * @param string                    $method The method.
	 * @param string                    $path   The path.
	 * @param array<string, mixed>|null $body   The body, null for none.
	 * @param string|null               $by     The person in whose name.
	 * @return array{body: array<string, mixed>, location: string}|\WP_Error
	 */
	private function ask( string $method, string $path, ?array $body = null, ?string $by = null ) {
		$address = (string) $this->settings->get( 'address' );
		if ( '' === $address ) {
			return Problems::unset_address();
		}
		return $this->sent( $address, $this->settings->key(), $method, $path, $body, $by, (int) $this->settings->get( 'timeout' ) );
	}

	/**
	 * Send a request and read the answer.
	 *
	 * @param string                    $address Where the service is.
	 * @param string                    $key     The key, empty for none.
	 * @param string                    $method  The method.
	 * @param string                    $path    The path.
	 * @param array<string, mixed>|null $body    The body, null for none.
	 * @param string|null               $by      The person in whose name.
	 * @param int                       $timeout Seconds.
	 * @return array{body: array<string, mixed>, location: string}|\WP_Error
	 */
	private function sent( string $address, string $key, string $method, string $path, ?array $body, ?string $by, int $timeout ) {
		$headers = array( 'Accept' => 'application/json' );
		if ( '' !== $key ) {
			$headers['Authorization'] = "Bearer $key";
		}
		if ( null !== $by ) {
			$headers['Dateline-Actor'] = rawurlencode( $by );
		}
		if ( null !== $body ) {
			$headers['Content-Type'] = 'application/json';
		}
		// Not wp_safe_remote_request: it refuses the loopback and private addresses that a newsroom's service has.
		$answer = wp_remote_request(
			$address . $path,
			array(
				'method'              => $method,
				'headers'             => $headers,
				'body'                => null === $body ? null : wp_json_encode( $body ),
				'timeout'             => $timeout,
				'redirection'         => 0,
				'limit_response_size' => self::LARGEST_ANSWER,
				'user-agent'          => 'Dateline for WordPress/' . VERSION,
			)
		);
		if ( is_wp_error( $answer ) ) {
			return Problems::no_answer( $answer, $timeout );
		}
		$status = (int) wp_remote_retrieve_response_code( $answer );
		$found  = json_decode( wp_remote_retrieve_body( $answer ), true );
		if ( $status < 200 || $status > 299 ) {
			$wait = (string) wp_remote_retrieve_header( $answer, 'retry-after' );
			return Problems::answered( $status, is_array( $found ) ? $found : array(), ctype_digit( $wait ) ? (int) $wait : 0 );
		}
		if ( 204 !== $status && ! is_array( $found ) ) {
			return Problems::odd();
		}
		return array(
			'body'     => is_array( $found ) ? $found : array(),
			'location' => (string) wp_remote_retrieve_header( $answer, 'content-location' ),
		);
	}
}
