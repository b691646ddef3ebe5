<?php
/**
 * A story as the service takes it.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

/**
 * Makes a request of what an editor has sent of a story that may not have been saved.
 */
final class Story {

	const ROLES         = array( 'headline', 'standfirst', 'body', 'caption', 'quote box' );
	const MOST_SEGMENTS = 5000;
	const LONGEST_ID    = 200;

	/**
	 * What is kept of sent segments: those that hold a word, each under an id of its own.
	 *
	 * @param mixed $sent What was sent.
	 * @return array<int, array{id: string, role: string, text: string}>|null Null for what is no list of segments.
	 */
	public static function segments( $sent ): ?array {
		if ( ! is_array( $sent ) || count( $sent ) > self::MOST_SEGMENTS ) {
			return null;
		}
		$made = array();
		foreach ( $sent as $one ) {
			if ( ! is_array( $one ) || ! is_string( $one['id'] ?? null ) || ! is_string( $one['text'] ?? null ) ) {
				return null;
			}
			$id = $one['id'];
			if ( '' === $id || strlen( $id ) > self::LONGEST_ID || isset( $made[ $id ] ) || ! in_array( $one['role'] ?? '', self::ROLES, true ) ) {
				return null;
			}
			if ( preg_match( '/[\p{L}\p{N}]/u', $one['text'] ) ) {
				$made[ $id ] = array(
					'id'   => $id,
					'role' => $one['role'],
					'text' => $one['text'],
				);
			}
		}
		return array_values( $made );
	}

	/**
	 * The request of `POST /v1/check`.
	 *
	 * Without `url`: what is checked here is not what stands at an address yet, so it says nothing of the outlet.
	 *
	 * @param array<int, array<string, string>> $segments Its pieces.
	 * @param string                            $day      As of which day.
	 * @param string                            $story    What its versions have in common, see `name`.
	 * @param string                            $outlet   The publisher's domain.
	 * @param bool                              $store    Whether the service may keep the report.
	 * @return array<string, mixed>
	 */
	public static function request( array $segments, string $day, string $story, string $outlet, bool $store ): array {
		$article = array(
			'segments'     => $segments,
			'published_at' => $day,
			'version_of'   => $story,
		);
		if ( '' !== $outlet ) {
			$article['source'] = $outlet;
		}
		return array(
			'article' => $article,
			'store'   => $store,
		);
	}

	/**
	 * The name of a story with the service: the address of the site and the number of the post.
	 *
	 * @param string $home The site's address.
	 * @param int    $post The post's id.
	 */
	public static function name( string $home, int $post ): string {
		$name = rtrim( $home, '/' ) . "/?p=$post";
		return strlen( $name ) <= self::LONGEST_ID ? $name : hash( 'sha256', $home ) . "/?p=$post";
	}
}
