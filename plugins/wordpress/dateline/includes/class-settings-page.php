<?php
/**
 * The page on which the owner sets Dateline up.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

/**
 * Settings → Dateline.
 */
final class Settings_Page {

	const SLUG  = 'dateline';
	const GROUP = 'dateline';

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
		add_action( 'admin_init', array( $this, 'register' ) );
		add_action( 'admin_menu', array( $this, 'menu' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( FILE ), array( $this, 'link' ) );
	}

	/**
	 * Register the options and their fields.
	 */
	public function register(): void {
		if ( false === get_option( Settings::NAME ) ) {
			Settings::prepare();
		}
		register_setting(
			self::GROUP,
			Settings::NAME,
			array(
				'type'              => 'object',
				'sanitize_callback' => array( $this->settings, 'sanitize' ),
			)
		);
		register_setting(
			self::GROUP,
			Settings::KEY,
			array(
				'type'              => 'object',
				'sanitize_callback' => array( $this->settings, 'sanitize_key' ),
			)
		);
		$this->section(
			'service',
			__( 'The service', 'dateline' ),
			array(
				'address' => __( 'Address', 'dateline' ),
				'key'     => __( 'Key', 'dateline' ),
				'test'    => __( 'Connection', 'dateline' ),
				'timeout' => __( 'Wait at most', 'dateline' ),
				'store'   => __( 'Reports', 'dateline' ),
			)
		);
		$this->section(
			'newsroom',
			__( 'The newsroom', 'dateline' ),
			array(
				'outlet'     => __( 'Outlet', 'dateline' ),
				'post_types' => __( 'What is checked', 'dateline' ),
				'checkers'   => __( 'Who may check', 'dateline' ),
				'dismissers' => __( 'Who may dismiss flags', 'dateline' ),
			)
		);
		$this->section(
			'publishing',
			__( 'Before publishing', 'dateline' ),
			array(
				'warn_below' => __( 'Warn below a score of', 'dateline' ),
				'hold'       => __( 'Hold publication', 'dateline' ),
				'hold_from'  => __( 'Flags that hold', 'dateline' ),
			)
		);
	}

	/**
	 * A section with its fields.
	 *
	 * @param string                $id     Its id.
	 * @param string                $title  Its heading.
	 * @param array<string, string> $fields Labels by the names of the fields.
	 */
	private function section( string $id, string $title, array $fields ): void {
		add_settings_section( "dateline_$id", $title, array( $this, "about_$id" ), self::SLUG );
		foreach ( $fields as $name => $label ) {
			// A group of boxes has a legend of its own; a label must not point at it.
			$alone = in_array( $name, array( 'address', 'key', 'timeout', 'outlet', 'warn_below', 'hold_from' ), true );
			$for   = $alone ? array( 'label_for' => "dateline-$name" ) : array();
			add_settings_field( $name, $label, array( $this, $name ), self::SLUG, "dateline_$id", $for );
		}
	}

	/**
	 * Put the page into the menu, and its script on the page.
	 */
	public function menu(): void {
		$page = add_options_page( __( 'Dateline', 'dateline' ), __( 'Dateline', 'dateline' ), 'manage_options', self::SLUG, array( $this, 'page' ) );
		add_action(
			"admin_print_scripts-$page",
			static function () {
				wp_enqueue_script( 'dateline-settings', plugins_url( 'assets/settings.js', FILE ), array( 'wp-api-fetch', 'wp-i18n', 'wp-dom-ready' ), VERSION, true );
				wp_set_script_translations( 'dateline-settings', 'dateline', dirname( FILE ) . '/languages' );
			}
		);
		add_action(
			"admin_print_styles-$page",
			static function () {
				wp_enqueue_style( 'dateline-settings', plugins_url( 'assets/settings.css', FILE ), array(), VERSION );
			}
		);
	}

	/**
	 * The links of the plug-in in the list of plug-ins.
	 *
	 * @param array<string, string> $links Those that there are.
	 * @return array<string, string>
	 */
	public function link( $links ) {
		$link = sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'options-general.php?page=' . self::SLUG ) ), esc_html__( 'Settings', 'dateline' ) );
		return array( 'settings' => $link ) + $links;
	}

	/**
	 * The page.
	 */
	public function page(): void {
		echo '<div class="wrap dateline-settings"><h1>' . esc_html( get_admin_page_title() ) . '</h1>';
		echo '<p class="dateline-lead">' . esc_html__( 'Dateline compares the dated claims of a story with a ledger of dated facts and says where they do not agree. It knows nothing of what is not in its ledger, and holds that against nobody.', 'dateline' ) . '</p>';
		echo '<form action="options.php" method="post">';
		settings_fields( self::GROUP );
		do_settings_sections( self::SLUG );
		submit_button();
		echo '</form></div>';
	}

	/**
	 * What the service is.
	 */
	public function about_service(): void {
		self::words( __( 'This server asks the service; the browsers of your writers never do.', 'dateline' ) );
	}

	/**
	 * Whom it is for.
	 */
	public function about_newsroom(): void {
		self::words( __( 'Who sees Dateline beside a story. Nobody can do more with it than WordPress lets them edit.', 'dateline' ) );
	}

	/**
	 * What happens before a story is out.
	 */
	public function about_publishing(): void {
		self::words( __( 'The note in the panel before publishing never stops anybody, unless you switch that on here. Saving is never stopped, and nothing is held while the service cannot be reached.', 'dateline' ) );
	}

	/**
	 * The address of the service.
	 */
	public function address(): void {
		$this->input( 'address', 'url', 'regular-text code', array( 'placeholder' => 'http://127.0.0.1:8080' ) );
		self::description( 'address', __( 'Where Dateline answers, such as http://127.0.0.1:8080 or https://dateline.example.com.', 'dateline' ) );
	}

	/**
	 * The key, which is never shown again.
	 */
	public function key(): void {
		if ( Settings::key_is_fixed() ) {
			printf( '<input type="password" id="dateline-key" class="regular-text" disabled aria-describedby="dateline-key-description">' );
			self::description( 'key', __( 'The key is set by DATELINE_KEY in wp-config.php.', 'dateline' ) );
			return;
		}
		$there = '' !== $this->settings->key();
		printf(
			'<input type="password" id="dateline-key" name="%s[key]" value="" class="regular-text code" autocomplete="new-password" spellcheck="false" placeholder="%s" aria-describedby="dateline-key-description">',
			esc_attr( Settings::KEY ),
			$there ? esc_attr__( '•••••••• (a key is kept)', 'dateline' ) : ''
		);
		self::description(
			'key',
			$there
				? __( 'Leave this empty to keep the key. It stays on this server and is not shown again.', 'dateline' )
				: __( 'Made with “dateline keys create cms --scope check --scope review --trusted”. It stays on this server and is not shown again. None is needed on the same machine while the service has no keys.', 'dateline' )
		);
		if ( $there ) {
			printf(
				'<p><label><input type="checkbox" name="%s[remove]" value="1"> %s</label></p>',
				esc_attr( Settings::KEY ),
				esc_html__( 'Remove the key', 'dateline' )
			);
		}
	}

	/**
	 * The test of the connection.
	 */
	public function test(): void {
		printf(
			'<button type="button" class="button" id="dateline-test">%s</button> <div id="dateline-test-result" class="dateline-test-result" role="status"></div>',
			esc_html__( 'Test the connection', 'dateline' )
		);
	}

	/**
	 * The timeout.
	 */
	public function timeout(): void {
		$this->number( 'timeout', Settings::SHORTEST_TIMEOUT, Settings::LONGEST_TIMEOUT, __( 'seconds', 'dateline' ) );
		self::description( 'timeout', __( 'For one answer. Then the writer is told that none came.', 'dateline' ) );
	}

	/**
	 * Whether reports are kept.
	 */
	public function store(): void {
		$this->box( Settings::NAME . '[store]', '1', (bool) $this->settings->get( 'store' ), __( 'The service may keep the reports, with the text', 'dateline' ) );
		self::description( 'store', __( 'Without this it keeps no word of a story, and flags cannot be dismissed.', 'dateline' ) );
	}

	/**
	 * The outlet.
	 */
	public function outlet(): void {
		$this->input( 'outlet', 'text', 'regular-text code', array( 'placeholder' => (string) wp_parse_url( home_url(), PHP_URL_HOST ) ) );
		self::description( 'outlet', __( 'The publisher’s domain. Empty: that of this site.', 'dateline' ) );
	}

	/**
	 * The post types.
	 */
	public function post_types(): void {
		$types = array();
		foreach ( get_post_types( array( 'show_ui' => true ), 'objects' ) as $type ) {
			if ( post_type_supports( $type->name, 'editor' ) && 'wp_' !== substr( $type->name, 0, 3 ) ) {
				$types[ $type->name ] = $type->labels->name;
			}
		}
		$this->boxes( 'post_types', $types, __( 'What is checked', 'dateline' ) );
	}

	/**
	 * Who may check.
	 */
	public function checkers(): void {
		$this->boxes( 'checkers', self::roles(), __( 'Who may check', 'dateline' ) );
	}

	/**
	 * Who may dismiss flags.
	 */
	public function dismissers(): void {
		$this->boxes( 'dismissers', self::roles(), __( 'Who may dismiss flags', 'dateline' ) );
		self::description( 'dismissers', __( 'Of those who may check. The service keeps the name and the reason.', 'dateline' ) );
	}

	/**
	 * The score below which the note is a warning.
	 */
	public function warn_below(): void {
		$this->number( 'warn_below', 0, 100, __( 'of 100', 'dateline' ) );
		self::description( 'warn_below', __( 'From 75 on nothing that was checked conflicts, from 50 on some claims need a second look, below 50 at least one conflicts.', 'dateline' ) );
	}

	/**
	 * Whether publication is held.
	 */
	public function hold(): void {
		$choices = array(
			Settings::HOLD_NEVER     => __( 'Never', 'dateline' ),
			Settings::HOLD_CONFLICTS => __( 'While a conflict with the record is neither mended nor dismissed', 'dateline' ),
			Settings::HOLD_CHECKS    => __( 'While a conflict or a “please check” is neither mended nor dismissed', 'dateline' ),
		);
		echo '<fieldset><legend class="screen-reader-text">' . esc_html__( 'Hold publication', 'dateline' ) . '</legend>';
		foreach ( $choices as $value => $label ) {
			printf(
				'<label><input type="radio" name="%s[hold]" value="%s"%s> %s</label><br>',
				esc_attr( Settings::NAME ),
				esc_attr( $value ),
				checked( $this->settings->get( 'hold' ), $value, false ),
				esc_html( $label )
			);
		}
		echo '</fieldset>';
	}

	/**
	 * From which confidence on a flag holds.
	 */
	public function hold_from(): void {
		$this->number( 'hold_from', 0, 100, __( 'per cent confidence and more', 'dateline' ) );
		self::description( 'hold_from', __( '0: every flag. What somebody else is quoted as saying never holds a story.', 'dateline' ) );
	}

	/**
	 * Names of roles.
	 *
	 * @return array<string, string>
	 */
	private static function roles(): array {
		$roles = array();
		foreach ( wp_roles()->roles as $name => $role ) {
			if ( ! empty( $role['capabilities']['edit_posts'] ) ) {
				$roles[ $name ] = translate_user_role( $role['name'] );
			}
		}
		return $roles;
	}

	/**
	 * A field of text.
	 *
	 * @param string                $name       The setting.
	 * @param string                $type       The type of the input.
	 * @param string                $classes    Its classes.
	 * @param array<string, string> $attributes More attributes.
	 */
	private function input( string $name, string $type, string $classes, array $attributes ): void {
		$more = '';
		foreach ( $attributes as $attribute => $value ) {
			$more .= sprintf( ' %s="%s"', esc_attr( $attribute ), esc_attr( $value ) );
		}
		printf(
			'<input type="%1$s" id="dateline-%2$s" name="%3$s[%2$s]" value="%4$s" class="%5$s" aria-describedby="dateline-%2$s-description"%6$s>',
			esc_attr( $type ),
			esc_attr( $name ),
			esc_attr( Settings::NAME ),
			esc_attr( (string) $this->settings->get( $name ) ),
			esc_attr( $classes ),
			$more // phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- escaped above.
		);
	}

	/**
	 * A field for a whole number.
	 *
	 * @param string $name  The setting.
	 * @param int    $least The least.
	 * @param int    $most  The most.
	 * @param string $unit  What it counts.
	 */
	private function number( string $name, int $least, int $most, string $unit ): void {
		$this->input(
			$name,
			'number',
			'small-text',
			array(
				'min' => (string) $least,
				'max' => (string) $most,
			)
		);
		echo ' ' . esc_html( $unit );
	}

	/**
	 * A group of boxes.
	 *
	 * @param string                $name    The setting.
	 * @param array<string, string> $choices Labels by values.
	 * @param string                $legend  What they are about.
	 */
	private function boxes( string $name, array $choices, string $legend ): void {
		echo '<fieldset><legend class="screen-reader-text">' . esc_html( $legend ) . '</legend>';
		foreach ( $choices as $value => $label ) {
			$this->box( Settings::NAME . "[$name][]", $value, in_array( $value, (array) $this->settings->get( $name ), true ), $label );
			echo '<br>';
		}
		echo '</fieldset>';
	}

	/**
	 * A box with its label.
	 *
	 * @param string $name  The name that is sent.
	 * @param string $value The value that is sent.
	 * @param bool   $on    Whether it is ticked.
	 * @param string $label Its label.
	 */
	private function box( string $name, string $value, bool $on, string $label ): void {
		printf(
			'<label><input type="checkbox" name="%s" value="%s"%s> %s</label>',
			esc_attr( $name ),
			esc_attr( $value ),
			checked( $on, true, false ),
			esc_html( $label )
		);
	}

	/**
	 * A line below a field.
	 *
	 * @param string $name The setting.
	 * @param string $text The line.
	 */
	private static function description( string $name, string $text ): void {
		printf( '<p class="description" id="dateline-%s-description">%s</p>', esc_attr( $name ), esc_html( $text ) );
	}

	/**
	 * A paragraph.
	 *
	 * @param string $text Its words.
	 */
	private static function words( string $text ): void {
		echo '<p>' . esc_html( $text ) . '</p>';
	}
}
