<?php
/**
 * The day as of which a story is checked.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

/**
 * Finds the day of a story; needs nothing of WordPress.
 */
final class Dates {

	const PUBLISHED = 'published';
	const SCHEDULED = 'scheduled';
	const TODAY     = 'today';

	/**
	 * The day as of which a story is checked, and how it was come by.
	 *
	 * @param string             $status The post's status as it is stored.
	 * @param string|null        $date   Its date in the site's time, such as `2026-11-22T10:00:00`; null for none.
	 * @param \DateTimeImmutable $now    The time now, in the site's zone.
	 * @return array{day: string, basis: string, assumed: bool} `day` as `2026-11-22`. It is assumed unless the story is out.
	 */
	public static function of( string $status, ?string $date, \DateTimeImmutable $now ): array {
		$day = null === $date ? null : self::day( $date );
		if ( null === $day ) {
			return array(
				'day'     => $now->format( 'Y-m-d' ),
				'basis'   => self::TODAY,
				'assumed' => true,
			);
		}
		$out = in_array( $status, array( 'publish', 'private' ), true );
		return array(
			'day'     => $day,
			'basis'   => $out ? self::PUBLISHED : self::SCHEDULED,
			'assumed' => ! $out,
		);
	}

	/**
	 * The day that a date of WordPress begins with; null where it is none that the service takes (years 1000 to 9998).
	 *
	 * @param string $date Such as `2026-11-22 10:00:00`.
	 */
	private static function day( string $date ): ?string {
		if ( ! preg_match( '/^(\d{4})-(\d{2})-(\d{2})(?:[T ]|$)/D', $date, $found ) ) {
			return null;
		}
		list( , $year, $month, $day ) = $found;
		if ( $year < 1000 || $year > 9998 || ! checkdate( (int) $month, (int) $day, (int) $year ) ) {
			return null;
		}
		return "$year-$month-$day";
	}
}
