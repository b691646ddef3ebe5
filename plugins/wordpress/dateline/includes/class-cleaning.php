<?php
/**
 * What `uninstall.php` does.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

/**
 * Removes what the plug-in has left in the database.
 */
final class Cleaning {

	/**
	 * Of one site: options, transients and post meta.
	 */
	public static function site(): void {
		global $wpdb;
		delete_option( 'dateline_settings' );
		delete_option( 'dateline_key' );
		delete_post_meta_by_key( '_dateline_standing' );
		// WordPress has no call for transients whose names are only known in part.
		$names = $wpdb->get_col( $wpdb->prepare( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE %s", $wpdb->esc_like( '_transient_dateline_held_' ) . '%' ) );
		foreach ( $names as $name ) {
			delete_transient( substr( $name, strlen( '_transient_' ) ) );
		}
	}

	/**
	 * Of people: what WordPress has kept of our box (folded, hidden, moved) and our panels (open, pinned).
	 */
	public static function people(): void {
		global $wpdb;
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT user_id, meta_key, meta_value FROM $wpdb->usermeta WHERE meta_value LIKE %s", '%' . $wpdb->esc_like( 'dateline' ) . '%' ) );
		foreach ( $rows as $row ) {
			if ( preg_match( '/(?:closedpostboxes_|metaboxhidden_|meta-box-order_|persisted_preferences$)/', $row->meta_key ) ) {
				update_user_meta( (int) $row->user_id, $row->meta_key, wp_slash( self::without( maybe_unserialize( $row->meta_value ) ) ) );
			}
		}
	}

	/**
	 * A preference without our entries: names that are ours as members, as keys, and in lists with commas.
	 *
	 * @param mixed $kept What was kept.
	 * @return mixed
	 */
	public static function without( $kept ) {
		if ( is_string( $kept ) && false !== strpos( $kept, 'dateline' ) ) {
			return implode( ',', array_filter( explode( ',', $kept ), array( self::class, 'is_others' ) ) );
		}
		if ( ! is_array( $kept ) ) {
			return $kept;
		}
		$list = array_keys( $kept ) === range( 0, count( $kept ) - 1 );
		$made = array();
		foreach ( $kept as $name => $value ) {
			if ( ( is_int( $name ) || self::is_others( $name ) ) && ( ! is_string( $value ) || '' === $value || self::is_others( $value ) || false !== strpos( $value, ',' ) ) ) {
				$made[ $name ] = self::without( $value );
			}
		}
		return $list ? array_values( $made ) : $made;
	}

	/**
	 * Whether a name belongs to others: ours are `dateline`, and those that begin with `dateline/`.
	 *
	 * @param string $name A name.
	 */
	private static function is_others( string $name ): bool {
		return 'dateline' !== $name && 0 !== strpos( $name, 'dateline/' );
	}
}
