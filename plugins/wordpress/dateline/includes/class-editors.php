<?php
/**
 * Puts Dateline into the block editor and the classic one.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

/**
 * Scripts, styles and the meta box, for people who may use them and on posts that are covered.
 */
final class Editors {

	/**
	 * Our scripts and what each needs.
	 */
	const SCRIPTS = array(
		'positions'    => array(),
		'compare'      => array(),
		'reading'      => array( 'dateline-positions' ),
		'wording'      => array( 'wp-i18n' ),
		'desk'         => array( 'dateline-positions', 'dateline-wording', 'wp-api-fetch', 'wp-i18n', 'wp-a11y' ),
		'view'         => array( 'dateline-compare', 'dateline-desk', 'wp-element', 'wp-components', 'wp-i18n' ),
		'marking'      => array( 'dateline-reading' ),
		'block-editor' => array( 'dateline-marking', 'dateline-view', 'wp-annotations', 'wp-plugins', 'wp-edit-post', 'wp-editor', 'wp-data', 'wp-block-editor', 'wp-blocks', 'wp-rich-text' ),
		'classic'      => array( 'dateline-marking', 'dateline-view', 'wp-dom-ready' ),
	);

	/**
	 * What the owner has set.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Who may do what.
	 *
	 * @var Access
	 */
	private $access;

	/**
	 * Made from what it needs.
	 *
	 * @param Settings $settings What the owner has set.
	 * @param Access   $access   Who may do what.
	 */
	public function __construct( Settings $settings, Access $access ) {
		$this->settings = $settings;
		$this->access   = $access;
	}

	/**
	 * Take part in WordPress.
	 */
	public function hook(): void {
		add_action( 'enqueue_block_editor_assets', array( $this, 'block_editor' ) );
		add_filter( 'block_editor_settings_all', array( $this, 'marks' ), 10, 2 );
		add_action( 'add_meta_boxes', array( $this, 'meta_box' ), 10, 2 );
	}

	/**
	 * Make our scripts and styles known.
	 */
	private function register(): void {
		foreach ( self::SCRIPTS as $name => $needs ) {
			wp_register_script( "dateline-$name", plugins_url( "assets/$name.js", FILE ), $needs, VERSION, true );
			if ( in_array( 'wp-i18n', $needs, true ) || in_array( 'dateline-view', $needs, true ) ) {
				wp_set_script_translations( "dateline-$name", 'dateline', dirname( FILE ) . '/languages' );
			}
		}
		wp_register_style( 'dateline-view', plugins_url( 'assets/view.css', FILE ), array( 'wp-components' ), VERSION );
	}

	/**
	 * The sidebar of the block editor.
	 */
	public function block_editor(): void {
		$screen = get_current_screen();
		$post   = get_post();
		if ( ! $screen || 'post' !== $screen->base || ! $post || ! $this->access->may_check( $post->ID ) ) {
			return;
		}
		$this->enqueue( 'block-editor', $post );
	}

	/**
	 * The settings of the block editor, with the style of the words that are marked in the story.
	 *
	 * @param array<string, mixed>     $settings The settings.
	 * @param \WP_Block_Editor_Context $context  What is edited.
	 * @return array<string, mixed>
	 */
	public function marks( $settings, $context ) {
		if ( ! empty( $context->post ) && $this->access->covers( $context->post->post_type ) ) {
			$settings['styles'][] = array( 'css' => (string) file_get_contents( dirname( FILE ) . '/assets/marks.css' ) );
		}
		return $settings;
	}

	/**
	 * The box beside the classic editor; the block editor has the sidebar instead.
	 *
	 * @param string $type The post type.
	 * @param mixed  $post The post.
	 */
	public function meta_box( $type, $post ): void {
		if ( ! $post instanceof \WP_Post || ! $this->access->may_check( $post->ID ) || use_block_editor_for_post( $post ) ) {
			return;
		}
		add_meta_box(
			'dateline',
			__( 'Dateline', 'dateline' ),
			static function () {
				echo '<div id="dateline-box" class="dateline-box"></div><noscript>';
				esc_html_e( 'Dateline needs JavaScript to read the story while you write it.', 'dateline' );
				echo '</noscript>';
			},
			$type,
			'side',
			'high',
			array( '__back_compat_meta_box' => true )
		);
		add_action(
			'admin_enqueue_scripts',
			function () use ( $post ) {
				$this->enqueue( 'classic', $post );
			}
		);
	}

	/**
	 * Put one of the two entry scripts on the page.
	 *
	 * @param string   $name Its name.
	 * @param \WP_Post $post The post.
	 */
	private function enqueue( string $name, \WP_Post $post ): void {
		$this->register();
		wp_enqueue_script( "dateline-$name" );
		wp_enqueue_style( 'dateline-view' );
		$config = wp_json_encode( $this->config( $post ), JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES );
		wp_add_inline_script( "dateline-$name", "window.datelineConfig = $config;", 'before' );
	}

	/**
	 * What the browser is told. Neither the key nor the address of the service is any of its business.
	 *
	 * @param \WP_Post $post The post.
	 * @return array<string, mixed>
	 */
	private function config( \WP_Post $post ): array {
		$standing = Standing::of( $post->ID );
		return array(
			'post'       => $post->ID,
			'date'       => '0000-00-00 00:00:00' === $post->post_date_gmt ? null : $post->post_date,
			'ready'      => '' !== $this->settings->get( 'address' ),
			'settings'   => current_user_can( 'manage_options' ) ? admin_url( 'options-general.php?page=' . Settings_Page::SLUG ) : null,
			'timeout'    => (int) $this->settings->get( 'timeout' ),
			'mayDismiss' => $this->access->may_dismiss( $post->ID ),
			'warnBelow'  => (int) $this->settings->get( 'warn_below' ),
			'hold'       => $this->settings->get( 'hold' ),
			'holdFrom'   => (int) $this->settings->get( 'hold_from' ),
			'last'       => $standing ? array( 'at' => wp_date( 'c', $standing['at'] ) ) + Standing::open( $standing ) : null,
		);
	}
}
