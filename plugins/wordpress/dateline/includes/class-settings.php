<?php
/**
 * What the owner of the site has set.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

/**
 * The options of the plug-in, and the key of the service, which never leaves the server.
 */
final class Settings {

	const NAME = 'dateline_settings';
	const KEY  = 'dateline_key';

	const HOLD_NEVER     = 'never';
	const HOLD_CONFLICTS = 'conflicts';
	const HOLD_CHECKS    = 'checks';

	const SHORTEST_TIMEOUT = 1;
	const LONGEST_TIMEOUT  = 120;

	/**
	 * What holds until the owner says otherwise.
	 *
	 * @return array<string, mixed>
	 */
	public static function defaults(): array {
		return array(
			'address'    => '',
			'timeout'    => 20,
			'store'      => true,
			'outlet'     => '',
			'post_types' => array( 'post' ),
			'checkers'   => array( 'administrator', 'editor', 'author', 'contributor' ),
			'dismissers' => array( 'administrator', 'editor', 'author' ),
			'warn_below' => 75,
			'hold'       => self::HOLD_NEVER,
			'hold_from'  => 0,
		);
	}

	/**
	 * Make the two options where they are not there; the key is not loaded with every page.
	 */
	public static function prepare(): void {
		add_option( self::NAME, self::defaults() );
		add_option( self::KEY, array(), '', false );
	}

	/**
	 * One setting.
	 *
	 * @param string $name One of the names in `defaults`.
	 * @return mixed
	 */
	public function get( string $name ) {
		$kept = get_option( self::NAME, array() );
		return ( is_array( $kept ) ? $kept : array() )[ $name ] ?? self::defaults()[ $name ];
	}

	/**
	 * The publisher's domain, by default the site's own.
	 */
	public function outlet(): string {
		return $this->get( 'outlet' ) ? $this->get( 'outlet' ) : (string) wp_parse_url( home_url(), PHP_URL_HOST );
	}

	/**
	 * The key of the service, empty for none. `DATELINE_KEY` in wp-config.php wins over the one that is kept.
	 */
	public function key(): string {
		if ( self::key_is_fixed() ) {
			return (string) constant( 'DATELINE_KEY' );
		}
		$kept = get_option( self::KEY, array() );
		return is_array( $kept ) ? (string) ( $kept['key'] ?? '' ) : '';
	}

	/**
	 * Whether wp-config.php names the key.
	 */
	public static function key_is_fixed(): bool {
		return defined( 'DATELINE_KEY' );
	}

	/**
	 * The settings that a sent form asks for; what cannot be taken stays as it was, and a message says so.
	 *
	 * @param mixed $sent What was sent.
	 * @return array<string, mixed>
	 */
	public function sanitize( $sent ): array {
		$sent = is_array( $sent ) ? $sent : array();
		$made = array();
		foreach ( self::defaults() as $name => $default ) {
			$made[ $name ] = $this->sanitized( $name, $sent[ $name ] ?? null, $default );
		}
		return $made;
	}

	/**
	 * One setting as it may be kept.
	 *
	 * @param string $name    Its name.
	 * @param mixed  $value   What was sent for it, null for nothing.
	 * @param mixed  $default Its default.
	 * @return mixed
	 */
	private function sanitized( string $name, $value, $default ) {
		switch ( $name ) {
			case 'address':
				return $this->address( is_string( $value ) ? trim( $value ) : '' );
			case 'outlet':
				return $this->domain( is_string( $value ) ? trim( $value ) : '' );
			case 'timeout':
				return self::between( $value, self::SHORTEST_TIMEOUT, self::LONGEST_TIMEOUT, $default );
			case 'warn_below':
			case 'hold_from':
				return self::between( $value, 0, 100, $default );
			case 'store':
				return (bool) $value;
			case 'hold':
				return in_array( $value, array( self::HOLD_CONFLICTS, self::HOLD_CHECKS ), true ) ? $value : self::HOLD_NEVER;
			default:
				return array_values( array_map( 'sanitize_key', array_filter( (array) $value, 'is_string' ) ) );
		}
	}

	/**
	 * A whole number within bounds.
	 *
	 * @param mixed $value   What was sent.
	 * @param int   $least   The least that may be.
	 * @param int   $most    The most that may be.
	 * @param int   $default Where none was sent.
	 */
	private static function between( $value, int $least, int $most, int $default ): int {
		return is_numeric( $value ) ? max( $least, min( $most, (int) $value ) ) : $default;
	}

	/**
	 * An address of a service without its last slash, the kept one where it is none.
	 *
	 * @param string $typed What was typed.
	 */
	private function address( string $typed ): string {
		$fit = self::fit_address( $typed );
		if ( '' !== $typed && '' === $fit ) {
			add_settings_error(
				self::NAME,
				'address',
				__( 'The address of the service was not changed: it begins with http:// or https:// and holds no name, password, query or fragment.', 'dateline' )
			);
			return $this->get( 'address' );
		}
		return $fit;
	}

	/**
	 * An address of a service without its last slash; empty where it is none.
	 *
	 * @param string $typed What was typed.
	 */
	public static function fit_address( string $typed ): string {
		$parts = wp_parse_url( $typed );
		$odd   = array( 'user', 'pass', 'query', 'fragment' );
		if ( ! is_array( $parts ) || empty( $parts['host'] ) || array_intersect( $odd, array_keys( $parts ) ) ) {
			return '';
		}
		if ( ! in_array( $parts['scheme'] ?? '', array( 'http', 'https' ), true ) || preg_match( '/[\s<>"\\\\]/', $typed ) ) {
			return '';
		}
		return untrailingslashit( $typed );
	}

	/**
	 * A publisher's domain, the kept one where it is none.
	 *
	 * @param string $typed What was typed.
	 */
	private function domain( string $typed ): string {
		$typed = strtolower( $typed );
		if ( '' === $typed || ( strlen( $typed ) <= 200 && preg_match( '/^[^\s\/:?#@<>"\\\\]+$/D', $typed ) ) ) {
			return $typed;
		}
		add_settings_error(
			self::NAME,
			'outlet',
			__( 'The outlet was not changed: it is a domain, such as example.com.', 'dateline' )
		);
		return $this->get( 'outlet' );
	}

	/**
	 * The kept form of the key that a sent form asks for: an empty field keeps the one there is.
	 *
	 * @param mixed $sent What was sent: the key, or `{key, remove}`.
	 * @return array<string, string>
	 */
	public function sanitize_key( $sent ): array {
		$sent  = is_array( $sent ) ? $sent : array( 'key' => $sent );
		$typed = isset( $sent['key'] ) && is_string( $sent['key'] ) ? trim( $sent['key'] ) : '';
		$kept  = get_option( self::KEY, array() );
		if ( ! empty( $sent['remove'] ) ) {
			return array();
		}
		if ( '' !== $typed && preg_match( '/^[\x21-\x7e]+$/D', $typed ) ) {
			return array( 'key' => $typed );
		}
		if ( '' !== $typed ) {
			add_settings_error(
				self::NAME,
				'key',
				__( 'The key was not changed: it holds letters, digits and signs only, no blanks.', 'dateline' )
			);
		}
		return is_array( $kept ) ? $kept : array();
	}
}
