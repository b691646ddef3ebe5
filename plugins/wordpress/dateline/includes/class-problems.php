<?php
/**
 * What can go wrong with the service, in words for the person who asked.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

/**
 * Makes errors. Whatever happens, a story can be saved and published; each message that it may worry says so.
 */
final class Problems {

	const UNSET       = 'dateline_unset';
	const UNREACHABLE = 'dateline_unreachable';
	const LATE        = 'dateline_late';
	const BUSY        = 'dateline_busy';
	const REFUSED     = 'dateline_refused';
	const GONE        = 'dateline_gone';
	const UNREADABLE  = 'dateline_unreadable';
	const ODD         = 'dateline_odd';

	/**
	 * A status that no proxy replaces by a page of its own, as some do with 502 and its kin.
	 */
	const FAILED_DEPENDENCY = 424;

	/**
	 * No address has been set.
	 */
	public static function unset_address(): \WP_Error {
		return self::made( self::UNSET, __( 'Dateline has not been set up yet: its address is missing from the settings.', 'dateline' ) );
	}

	/**
	 * No answer came.
	 *
	 * @param \WP_Error $error   What WordPress says of it.
	 * @param int       $timeout The seconds that were allowed.
	 */
	public static function no_answer( \WP_Error $error, int $timeout ): \WP_Error {
		// cURL's number for a timeout stands in the message; WordPress has no code of its own for it.
		if ( preg_match( '/\b(?:cURL error 28|timed out)\b/i', $error->get_error_message() ) ) {
			$text = sprintf(
				/* translators: %d: a number of seconds. */
				_n(
					'Dateline did not answer within %d second. You can save and publish as usual, and check again later.',
					'Dateline did not answer within %d seconds. You can save and publish as usual, and check again later.',
					$timeout,
					'dateline'
				),
				$timeout
			);
			return self::made( self::LATE, $text );
		}
		return self::made(
			self::UNREACHABLE,
			__( 'Dateline cannot be reached right now. You can save and publish as usual, and check again later.', 'dateline' )
		);
	}

	/**
	 * An answer that is an error.
	 *
	 * @param int                  $status  Its status.
	 * @param array<string, mixed> $problem Its body, as RFC 9457 has it.
	 * @param int                  $wait    Seconds after which to ask again, 0 where it does not say.
	 */
	public static function answered( int $status, array $problem, int $wait ): \WP_Error {
		$detail = is_string( $problem['detail'] ?? null ) ? $problem['detail'] : '';
		switch ( $status ) {
			case 401:
				return self::made( self::REFUSED, __( 'Dateline does not accept the key of this site. Please tell whoever runs it.', 'dateline' ), $detail );
			case 403:
				return self::made( self::REFUSED, __( 'The key of this site may not do that at Dateline. Please tell whoever runs it.', 'dateline' ), $detail );
			case 404:
				return self::made( self::GONE, __( 'Dateline does not know this report or this claim any more. Please check the story again.', 'dateline' ), $detail );
			case 409:
				return self::made( self::REFUSED, __( 'That cannot be done as things stand.', 'dateline' ), $detail );
			case 413:
				return self::made( self::UNREADABLE, __( 'The story is too long to be checked in one go.', 'dateline' ), $detail );
			case 400:
			case 422:
				return self::made( self::UNREADABLE, __( 'Dateline could not read the story.', 'dateline' ), $detail );
			case 429:
			case 503:
				return self::made( self::BUSY, self::busy( $wait ), '' );
			default:
				return self::odd();
		}
	}

	/**
	 * Something that is no answer of Dateline's.
	 */
	public static function odd(): \WP_Error {
		return self::made(
			self::ODD,
			__( 'What answered is not Dateline, or it has failed. You can save and publish as usual. Please tell whoever runs this site.', 'dateline' )
		);
	}

	/**
	 * That there is too much work.
	 *
	 * @param int $wait Seconds after which to ask again, 0 where that is not known.
	 */
	private static function busy( int $wait ): string {
		if ( $wait < 1 ) {
			return __( 'Dateline has too much to do right now. Please check again in a moment.', 'dateline' );
		}
		return sprintf(
			/* translators: %d: a number of seconds. */
			_n(
				'Dateline has too much to do right now. Please check again in %d second.',
				'Dateline has too much to do right now. Please check again in %d seconds.',
				$wait,
				'dateline'
			),
			$wait
		);
	}

	/**
	 * An error for the browser.
	 *
	 * @param string $code   What it is.
	 * @param string $text   A sentence for a person.
	 * @param string $detail What the service says of it, in English.
	 */
	private static function made( string $code, string $text, string $detail = '' ): \WP_Error {
		$data = array(
			'status' => self::FAILED_DEPENDENCY,
			'detail' => $detail,
		);
		return new \WP_Error( $code, $text, $data );
	}
}
