<?php
/**
 * Holds publication back where the owner has switched that on.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

/**
 * The server's side of holding: a story with open flags is saved as what it was, not published. Saving always works.
 *
 * The block editor holds before it comes to this; the classic editor, Quick Edit and the REST API come here.
 */
final class Guard {

	const TOLD = 'dateline_held_';
	const OUT  = array( 'publish', 'private', 'future' );

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
	 * Take part in WordPress.
	 */
	public function hook(): void {
		add_filter( 'wp_insert_post_data', array( $this, 'hold' ), 20, 2 );
		add_action( 'admin_notices', array( $this, 'tell' ) );
	}

	/**
	 * The data of a post that is about to be saved, its status as it was where publication is held.
	 *
	 * @param array<string, mixed> $data The data.
	 * @param array<string, mixed> $sent What was sent, with the id.
	 * @return array<string, mixed>
	 */
	public function hold( $data, $sent ) {
		$post = (int) ( $sent['ID'] ?? 0 );
		if ( ! $post || ! in_array( $data['post_status'] ?? '', array( 'publish', 'future' ), true ) || ! is_user_logged_in() || wp_doing_cron() ) {
			return $data;
		}
		$before = get_post( $post );
		$ours   = $before && in_array( $before->post_type, (array) $this->settings->get( 'post_types' ), true );
		if ( ! $ours || in_array( $before->post_status, self::OUT, true ) ) {
			return $data;
		}
		if ( ! Standing::holds( Standing::of( $post ), $this->settings->get( 'hold' ), (int) $this->settings->get( 'hold_from' ) ) ) {
			return $data;
		}
		$data['post_status'] = 'pending' === $before->post_status ? 'pending' : 'draft';
		if ( '0000-00-00 00:00:00' === $before->post_date_gmt ) {
			$data['post_date_gmt'] = $before->post_date_gmt;
		}
		set_transient( self::TOLD . get_current_user_id(), $post, HOUR_IN_SECONDS );
		return $data;
	}

	/**
	 * Tell whoever tried to publish.
	 */
	public function tell(): void {
		$name = self::TOLD . get_current_user_id();
		$post = (int) get_transient( $name );
		if ( ! $post ) {
			return;
		}
		delete_transient( $name );
		$open = Standing::open( Standing::of( $post ) );
		$left = array();
		if ( $open['conflicts'] ) {
			/* translators: %d: a number of claims. */
			$left[] = sprintf( _n( '%d conflict with the record', '%d conflicts with the record', $open['conflicts'], 'dateline' ), $open['conflicts'] );
		}
		if ( $open['checks'] ) {
			/* translators: %d: a number of claims that a person should look at. */
			$left[] = sprintf( _n( '%d to check', '%d to check', $open['checks'], 'dateline' ), $open['checks'] );
		}
		$text = sprintf(
			/* translators: 1: title of a story, 2: what was left open, such as "2 conflicts with the record, 1 to check". */
			__( '“%1$s” was saved, but not published. Dateline’s last check left open: %2$s. Mend or dismiss them and check again.', 'dateline' ),
			get_the_title( $post ),
			implode( _x( ', ', 'list', 'dateline' ), $left )
		);
		printf( '<div class="notice notice-warning"><p>%s</p></div>', esc_html( $text ) );
	}
}
