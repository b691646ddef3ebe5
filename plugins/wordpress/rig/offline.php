<?php
/**
 * A must-use plug-in of the tests: nothing is asked of other hosts, and `?classic-editor` opens the classic editor.
 *
 * @license GPL-2.0-or-later
 */

foreach ( array( 'core', 'plugins', 'themes' ) as $what ) {
	add_filter(
		"pre_site_transient_update_$what",
		static function () {
			return (object) array( 'last_checked' => time(), 'version_checked' => '', 'updates' => array(), 'response' => array(), 'checked' => array() );
		}
	);
}
add_filter(
	'get_avatar_url',
	static function () {
		return 'data:,';
	}
);
add_filter(
	'use_block_editor_for_post',
	static function ( $use ) {
		return isset( $_REQUEST['classic-editor'] ) ? false : $use;
	}
);
add_filter(
	'redirect_post_location',
	static function ( $address ) {
		return false !== strpos( (string) wp_get_raw_referer(), 'classic-editor' ) ? add_query_arg( 'classic-editor', '', $address ) : $address;
	}
);
