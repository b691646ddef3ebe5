<?php
/**
 * What is remembered of the last check of a post.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

/**
 * A few figures per post, in post meta: which report was the last, and which flags are open. No word of the story.
 */
final class Standing {

	const META = '_dateline_standing';

	/**
	 * Verdicts that flag a claim.
	 */
	const FLAGS = array( 'contradicted', 'suspect', 'unsupported' );

	/**
	 * Remember a report.
	 *
	 * @param int                  $post   The post's id.
	 * @param array<string, mixed> $report The report as the service gave it.
	 * @param int                  $now    The time, in seconds.
	 */
	public static function note( int $post, array $report, int $now ): void {
		$standing = array(
			'report'   => (string) $report['id'],
			'at'       => $now,
			'outcome'  => (string) ( $report['outcome'] ?? '' ),
			'flags'    => self::flags( $report ),
			'answered' => true,
		);
		update_post_meta( $post, self::META, $standing );
	}

	/**
	 * Remember that nothing is known of the story as it is now: no answer came, or it could not be read.
	 *
	 * @param int $post The post's id.
	 */
	public static function unanswered( int $post ): void {
		$standing = self::of( $post );
		if ( $standing ) {
			$standing['answered'] = false;
			update_post_meta( $post, self::META, $standing );
		}
	}

	/**
	 * Remember that a flag was dismissed, or that it is one again.
	 *
	 * @param int    $post      The post's id.
	 * @param string $claim     The `claim_key`.
	 * @param bool   $dismissed Whether it is dismissed now.
	 */
	public static function dismissed( int $post, string $claim, bool $dismissed ): void {
		$standing = self::of( $post );
		if ( isset( $standing['flags'][ $claim ] ) ) {
			$standing['flags'][ $claim ]['dismissed'] = $dismissed;
			update_post_meta( $post, self::META, $standing );
		}
	}

	/**
	 * What is remembered of a post; empty where it was never checked.
	 *
	 * @param int $post The post's id.
	 * @return array<string, mixed>
	 */
	public static function of( int $post ): array {
		$found = get_post_meta( $post, self::META, true );
		return is_array( $found ) && is_string( $found['report'] ?? null ) && is_array( $found['flags'] ?? null ) ? $found : array();
	}

	/**
	 * How many conflicts and how many claims to check the last answer left open.
	 *
	 * @param array<string, mixed> $standing What `of` gave.
	 * @return array{conflicts: int, checks: int}
	 */
	public static function open( array $standing ): array {
		$open = array(
			'conflicts' => 0,
			'checks'    => 0,
		);
		foreach ( $standing['flags'] ?? array() as $flag ) {
			if ( ! $flag['dismissed'] ) {
				++$open[ 'suspect' === $flag['verdict'] ? 'checks' : 'conflicts' ];
			}
		}
		return $open;
	}

	/**
	 * Whether publication is held, by what is remembered; not where the service was out of reach since.
	 *
	 * @param array<string, mixed> $standing What `of` gave.
	 * @param string               $hold     The setting `hold`.
	 * @param int                  $from     The setting `hold_from`, in per cent.
	 */
	public static function holds( array $standing, string $hold, int $from ): bool {
		if ( Settings::HOLD_NEVER === $hold || empty( $standing['answered'] ) ) {
			return false;
		}
		foreach ( $standing['flags'] as $flag ) {
			$counts = Settings::HOLD_CHECKS === $hold || 'suspect' !== $flag['verdict'];
			if ( $counts && ! $flag['dismissed'] && ! $flag['attributed'] && $flag['confidence'] * 100 >= $from ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The flags of a report by `claim_key`; of two claims with one key the last counts.
	 *
	 * @param array<string, mixed> $report The report as the service gave it.
	 * @return array<string, array{verdict: string, confidence: float, attributed: bool, dismissed: bool}>
	 */
	private static function flags( array $report ): array {
		$flags = array();
		foreach ( $report['claims'] as $claim ) {
			if ( in_array( $claim['verdict'] ?? '', self::FLAGS, true ) && is_string( $claim['claim_key'] ?? null ) ) {
				$flags[ $claim['claim_key'] ] = array(
					'verdict'    => $claim['verdict'],
					'confidence' => (float) ( $claim['confidence'] ?? 0 ),
					'attributed' => 'attributed' === ( $claim['reason'] ?? null ),
					'dismissed'  => ! empty( $claim['dismissed'] ),
				);
			}
		}
		return $flags;
	}
}
