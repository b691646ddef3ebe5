<?php
/**
 * A report as the browser gets it.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

/**
 * Keeps of a report what the editor shows, so that a long story is on screen at once.
 */
final class Report {

	const TOP      = array( 'id', 'score', 'interval', 'score_reason', 'outcome', 'coverage' );
	const CLAIM    = array( 'id', 'claim_key', 'segment', 'start', 'end', 'quote', 'statement', 'attributed_to', 'verdict', 'reason', 'reason_detail', 'confidence', 'suggestion', 'dismissed' );
	const FINDING  = array( 'bearing', 'detail', 'claimed', 'recorded' );
	const EVIDENCE = array( 'source', 'url', 'published_at', 'status_text', 'quote', 'statement', 'when', 'same_publisher' );

	/**
	 * The part of a report that is shown.
	 *
	 * @param array<string, mixed> $report The report as the service gave it.
	 * @return array<string, mixed>
	 */
	public static function shown( array $report ): array {
		$made           = self::only( $report, self::TOP );
		$made['claims'] = array_map( array( self::class, 'claim' ), array_values( array_filter( $report['claims'], 'is_array' ) ) );
		return $made;
	}

	/**
	 * One claim.
	 *
	 * @param array<string, mixed> $claim The claim as the service gave it.
	 * @return array<string, mixed>
	 */
	private static function claim( array $claim ): array {
		$made = self::only( $claim, self::CLAIM );
		foreach ( array(
			'findings' => self::FINDING,
			'evidence' => self::EVIDENCE,
		) as $name => $members ) {
			$made[ $name ] = array();
			foreach ( (array) ( $claim[ $name ] ?? array() ) as $one ) {
				$made[ $name ][] = self::only( (array) $one, $members );
			}
		}
		return $made;
	}

	/**
	 * Some members of a document, null where it lacks one.
	 *
	 * @param array<string, mixed> $document The document.
	 * @param array<int, string>   $names    The members.
	 * @return array<string, mixed>
	 */
	private static function only( array $document, array $names ): array {
		$made = array();
		foreach ( $names as $name ) {
			$made[ $name ] = $document[ $name ] ?? null;
		}
		return $made;
	}
}
