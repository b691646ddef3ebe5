<?php
/**
 * Takes everything back that the plug-in has written: options, post meta, transients, and the marks that WordPress keeps
 * of our panels and our box in people's own preferences.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/includes/class-cleaning.php';

if ( is_multisite() ) {
	foreach ( get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	) as $dateline_site ) {
		switch_to_blog( $dateline_site );
		Dateline\Cleaning::site();
		restore_current_blog();
	}
} else {
	Dateline\Cleaning::site();
}
Dateline\Cleaning::people();
