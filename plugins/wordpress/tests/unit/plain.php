<?php
/**
 * What the server side reckons, without WordPress: php plain.php
 *
 * @license GPL-2.0-or-later
 */

define( 'ABSPATH', __DIR__ );

/** The few functions of WordPress that these classes call. */
function wp_parse_url( $url, $part = -1 ) {
	return parse_url( $url, $part );
}
function untrailingslashit( $text ) {
	return rtrim( $text, '/\\' );
}
function sanitize_key( $key ) {
	return preg_replace( '/[^a-z0-9_\-]/', '', strtolower( $key ) );
}
function add_settings_error( $setting, $code ) {
	$GLOBALS['told'][] = $code;
}
function __( $text ) {
	return $text;
}
function get_option( $name, $default = false ) {
	return $GLOBALS['options'][ $name ] ?? $default;
}

foreach ( array( 'dates', 'settings', 'story', 'report', 'standing', 'cleaning' ) as $name ) {
	require dirname( __DIR__, 2 ) . "/dateline/includes/class-$name.php";
}

use Dateline\Cleaning;
use Dateline\Dates;
use Dateline\Report;
use Dateline\Settings;
use Dateline\Standing;
use Dateline\Story;

$GLOBALS['failed']  = 0;
$GLOBALS['told']    = array();
$GLOBALS['options'] = array();

/** Hold what came out against what should. */
function same( $expected, $found, string $what ): void {
	if ( $expected !== $found ) {
		++$GLOBALS['failed'];
		fprintf( STDERR, "not ok: %s\n  expected %s\n  found    %s\n", $what, var_export( $expected, true ), var_export( $found, true ) );
	}
}

// The day as of which a story is checked.
$now = new DateTimeImmutable( '2026-11-22 23:30:00', new DateTimeZone( 'Europe/London' ) );
foreach ( array(
	array( 'draft', null, '2026-11-22', 'today', true ),
	array( 'draft', '2031-05-04T08:00:00', '2031-05-04', 'scheduled', true ),
	array( 'future', '2031-05-04 08:00:00', '2031-05-04', 'scheduled', true ),
	array( 'publish', '2011-09-10 09:00:00', '2011-09-10', 'published', false ),
	array( 'private', '2011-09-10', '2011-09-10', 'published', false ),
	array( 'draft', '0000-00-00 00:00:00', '2026-11-22', 'today', true ),
	array( 'draft', '2026-02-30T00:00:00', '2026-11-22', 'today', true ),
	array( 'draft', "2026-02-01\nx", '2026-11-22', 'today', true ),
	array( 'draft', '9999-01-01', '2026-11-22', 'today', true ),
) as list( $status, $date, $day, $basis, $assumed ) ) {
	$expected = compact( 'day', 'basis', 'assumed' );
	same( $expected, Dates::of( $status, $date, $now ), "the day of a $status with the date " . var_export( $date, true ) );
}

// The pieces of a story.
$piece = array( 'id' => 'a', 'role' => 'body', 'text' => 'Words 👍' );
same( array( $piece ), Story::segments( array( $piece + array( 'more' => 1 ), array( 'id' => 'b', 'role' => 'caption', 'text' => ' — …' ) ) ), 'pieces with words are kept, with what is known of them alone' );
foreach ( array( 'text', array( 'x' ), array( array( 'id' => 'a' ) ), array( array( 'id' => '', 'role' => 'body', 'text' => 'x' ) ), array( array( 'id' => 'a', 'role' => 'boss', 'text' => 'x' ) ), array( $piece, $piece ), array_fill( 0, 5001, $piece ) ) as $at => $sent ) {
	same( null, Story::segments( $sent ), "what is no story is none ($at)" );
}
$asked = Story::request( array( $piece ), '2011-09-10', 'https://gazette.example/?p=7', 'gazette.example', true );
same( array( 'segments', 'published_at', 'version_of', 'source' ), array_keys( $asked['article'] ), 'a story under work has no address that would count for its outlet' );
same( 'https://gazette.example/?p=7', Story::name( 'https://gazette.example/', 7 ), 'a story is called by site and post' );
same( true, strlen( Story::name( 'https://' . str_repeat( 'long.', 60 ) . 'example', 7 ) ) <= 200, 'and never by more than the service takes' );

// What the browser gets.
$claim  = array( 'id' => 'c1', 'claim_key' => 'k1', 'verdict' => 'contradicted', 'confidence' => 0.9, 'reason' => null, 'secret' => 1, 'findings' => array( array( 'detail' => 'd', 'fact_id' => 'f' ) ), 'evidence' => array( array( 'source' => 's', 'licence' => 'l' ) ) );
$report = array( 'id' => 'r1', 'score' => 20.0, 'outcome' => 'conflicts_found', 'claims' => array( $claim ), 'entities' => array( 1, 2 ) );
$shown  = Report::shown( $report );
same( false, isset( $shown['entities'] ) || isset( $shown['claims'][0]['secret'] ) || isset( $shown['claims'][0]['evidence'][0]['licence'] ), 'what is not shown is not sent' );
same( array( 'r1', 'k1', 'd', 's' ), array( $shown['id'], $shown['claims'][0]['claim_key'], $shown['claims'][0]['findings'][0]['detail'], $shown['claims'][0]['evidence'][0]['source'] ), 'what is shown is' );

// What holds publication.
$flag     = array( 'verdict' => 'contradicted', 'confidence' => 0.9, 'attributed' => false, 'dismissed' => false );
$standing = static function ( array ...$flags ): array {
	return array( 'report' => 'r', 'answered' => true, 'flags' => $flags );
};
$check    = array( 'verdict' => 'suspect' ) + $flag;
foreach ( array(
	array( false, $standing( $flag ), 'never', 0 ),
	array( true, $standing( $flag ), 'conflicts', 0 ),
	array( true, $standing( $flag ), 'conflicts', 90 ),
	array( false, $standing( $flag ), 'conflicts', 91 ),
	array( false, $standing( $check ), 'conflicts', 0 ),
	array( true, $standing( $check ), 'checks', 0 ),
	array( false, $standing( array( 'dismissed' => true ) + $flag ), 'checks', 0 ),
	array( false, $standing( array( 'attributed' => true ) + $flag ), 'checks', 0 ),
	array( false, array( 'answered' => false ) + $standing( $flag ), 'checks', 0 ),
	array( false, array(), 'checks', 0 ),
) as $at => list( $holds, $what, $hold, $from ) ) {
	same( $holds, Standing::holds( $what, $hold, $from ), "whether publication is held ($at)" );
}
same( array( 'conflicts' => 1, 'checks' => 1 ), Standing::open( $standing( $flag, $check, array( 'dismissed' => true ) + $flag ) ), 'open flags are counted' );

// Settings.
foreach ( array( 'http://127.0.0.1:8080/' => 'http://127.0.0.1:8080', 'https://dateline.example.com/base' => 'https://dateline.example.com/base', 'ftp://x.example' => '', 'javascript:alert(1)' => '', 'http://ann:pw@x.example' => '', 'http://x.example/?q' => '', "http://x.example/\n" => '', 'x.example' => '', '' => '' ) as $typed => $kept ) {
	same( $kept, Settings::fit_address( $typed ), "the address $typed" );
}
$settings                                = new Settings();
$GLOBALS['options']['dateline_settings'] = array( 'address' => 'http://kept.example', 'outlet' => 'kept.example' );
$made                                    = $settings->sanitize( array( 'address' => 'file:///etc', 'outlet' => 'a b', 'timeout' => '9999', 'warn_below' => '-3', 'hold' => 'always', 'post_types' => array( 'post', 'Po/st', array() ), 'other' => 1 ) );
same( array( 'http://kept.example', 'kept.example', 120, 0, 'never', array( 'post', 'post' ), false ), array( $made['address'], $made['outlet'], $made['timeout'], $made['warn_below'], $made['hold'], $made['post_types'], $made['store'] ), 'what cannot be taken is not taken' );
same( array( 'address', 'outlet' ), $GLOBALS['told'], 'and the owner is told' );
same( array_keys( Settings::defaults() ), array_keys( $made ), 'nothing else is kept' );
$GLOBALS['options']['dateline_key'] = array( 'key' => 'old' );
same( array( 'key' => 'old' ), $settings->sanitize_key( array( 'key' => ' ' ) ), 'an empty field keeps the key' );
same( array( 'key' => 'new' ), $settings->sanitize_key( array( 'key' => ' new ' ) ), 'a typed one takes its place' );
same( array( 'key' => 'old' ), $settings->sanitize_key( array( 'key' => "a\r\nX-Header: b" ) ), 'a key is no way to write headers' );
same( array(), $settings->sanitize_key( array( 'remove' => '1' ) ), 'it can be removed' );

// What is cleaned up after us in other people's preferences.
foreach ( array(
	array( array( 'dateline', 'tagsdiv' ), array( 'tagsdiv' ) ),
	array( array( 'side' => 'a,dateline,b', 'normal' => '' ), array( 'side' => 'a,b', 'normal' => '' ) ),
	array( array( 'core' => array( 'openPanels' => array( 'dateline/dateline', 'post-status' ), 'wide' => true ), 'x' => array( 'dateline/dateline' => true, 'y' => 'dateline/dateline' ) ), array( 'core' => array( 'openPanels' => array( 'post-status' ), 'wide' => true ), 'x' => array() ) ),
	array( array( 'mydateline', 'datelines' ), array( 'mydateline', 'datelines' ) ),
) as $at => list( $kept, $left ) ) {
	same( $left, Cleaning::without( $kept ), "preferences without us ($at)" );
}

echo $GLOBALS['failed'] ? "{$GLOBALS['failed']} failed\n" : "ok\n";
exit( $GLOBALS['failed'] ? 1 : 0 );
