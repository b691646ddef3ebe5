<?php
/**
 * Plugin Name:       Dateline
 * Description:       Checks the dated claims of a story against the record while it is being written, and says, claim by claim, what conflicts and why.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The Dateline authors
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       dateline
 * Domain Path:       /languages
 *
 * @package Dateline
 */

/*
 * Copyright the Dateline authors.
 *
 * This program is free software; you can redistribute it and/or modify it under the terms of the GNU General Public
 * License as published by the Free Software Foundation; either version 2 of the License, or (at your option) any later
 * version. It is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY. See the file LICENSE.
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.1.0';
const FILE    = __FILE__;

require_once __DIR__ . '/includes/class-dates.php';
require_once __DIR__ . '/includes/class-settings.php';
require_once __DIR__ . '/includes/class-access.php';
require_once __DIR__ . '/includes/class-problems.php';
require_once __DIR__ . '/includes/class-service.php';
require_once __DIR__ . '/includes/class-story.php';
require_once __DIR__ . '/includes/class-report.php';
require_once __DIR__ . '/includes/class-standing.php';
require_once __DIR__ . '/includes/class-routes.php';
require_once __DIR__ . '/includes/class-guard.php';
require_once __DIR__ . '/includes/class-editors.php';
require_once __DIR__ . '/includes/class-settings-page.php';

register_activation_hook( FILE, array( Settings::class, 'prepare' ) );

add_action(
	'plugins_loaded',
	static function () {
		$settings = new Settings();
		$access   = new Access( $settings );
		$service  = new Service( $settings );
		( new Routes( $settings, $access, $service ) )->hook();
		( new Guard( $settings ) )->hook();
		( new Editors( $settings, $access ) )->hook();
		( new Settings_Page( $settings ) )->hook();
	}
);

add_action(
	'init',
	static function () {
		load_plugin_textdomain( 'dateline', false, dirname( plugin_basename( FILE ) ) . '/languages' );
	}
);
