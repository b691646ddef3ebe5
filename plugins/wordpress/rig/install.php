<?php
/**
 * Installs WordPress for the tests: php install.php SITE ADDRESS. Users with each role, the plug-in active.
 *
 * @license GPL-2.0-or-later
 */

define( 'WP_INSTALLING', true );
list( , $site, $address ) = $argv;
$_SERVER += array( 'HTTP_HOST' => parse_url( $address, PHP_URL_HOST ) . ':' . parse_url( $address, PHP_URL_PORT ), 'REQUEST_URI' => '/', 'SERVER_PROTOCOL' => 'HTTP/1.1', 'REQUEST_METHOD' => 'GET' );
$_SERVER['PHP_SELF'] = '/index.php';
define( 'WP_SITEURL', $address );
require $site . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
add_filter( 'pre_wp_mail', '__return_true' );
wp_install( 'The Harbour Gazette', 'admin', 'admin@example.org', false, '', 'admin-pass-1' );
update_option( 'siteurl', $address );
update_option( 'home', $address );
update_option( 'timezone_string', 'Europe/London' );
foreach ( wp_get_themes() as $name => $theme ) {
	if ( 0 === strpos( $name, 'twentytwenty' ) ) {
		switch_theme( $name );
	}
}
$people = array( 'editor' => 'Ann Vane', 'author' => 'Zoë Müller', 'contributor' => 'Cy Quill', 'subscriber' => 'Sue Reader' );
foreach ( $people as $role => $name ) {
	wp_insert_user( array( 'user_login' => $role, 'user_pass' => "$role-pass-1", 'user_email' => "$role@example.org", 'display_name' => $name, 'role' => $role ) );
}
foreach ( get_users( array( 'fields' => 'ids' ) ) as $user ) {
	// Without this a window that welcomes newcomers lies over the editor.
	update_user_meta( $user, 'wp_persisted_preferences', array( 'core/edit-post' => array( 'welcomeGuide' => false ), 'core' => array( 'enableChoosePatternModal' => false ), '_modified' => gmdate( 'Y-m-d\TH:i:s.000\Z' ) ) );
}
$failed = activate_plugin( 'dateline/dateline.php' );
echo is_wp_error( $failed ) ? $failed->get_error_message() : 'active';
