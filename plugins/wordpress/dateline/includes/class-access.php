<?php
/**
 * Who may do what.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

/**
 * Holds people against the roles that the owner has chosen, on top of what WordPress lets them edit.
 */
final class Access {

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
	 * Whether stories of this type are checked at all.
	 *
	 * @param string $type A post type.
	 */
	public function covers( string $type ): bool {
		return in_array( $type, (array) $this->settings->get( 'post_types' ), true );
	}

	/**
	 * Whether the person who is signed in may have this post checked.
	 *
	 * @param int $post The post's id.
	 */
	public function may_check( int $post ): bool {
		return $this->may( $post, 'checkers' );
	}

	/**
	 * Whether the person who is signed in may dismiss flags on this post.
	 *
	 * @param int $post The post's id.
	 */
	public function may_dismiss( int $post ): bool {
		return $this->may_check( $post ) && $this->may( $post, 'dismissers' );
	}

	/**
	 * Whether the person may edit the post and has one of the roles that a setting names.
	 *
	 * @param int    $post    The post's id.
	 * @param string $setting The name of the setting.
	 */
	private function may( int $post, string $setting ): bool {
		$type = get_post_type( $post );
		if ( ! $type || ! $this->covers( $type ) || ! current_user_can( 'edit_post', $post ) ) {
			return false;
		}
		// Those who run a network have no role on its sites.
		$super = is_multisite() && is_super_admin();
		return $super || array_intersect( wp_get_current_user()->roles, (array) $this->settings->get( $setting ) );
	}
}
