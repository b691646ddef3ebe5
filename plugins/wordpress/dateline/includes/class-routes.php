<?php
/**
 * What the editor asks this server.
 *
 * @package Dateline
 * @license GPL-2.0-or-later
 */

namespace Dateline;

defined( 'ABSPATH' ) || exit;

/**
 * The REST routes of the plug-in. The browser knows these alone; the service is asked from here.
 */
final class Routes {

	const SPACE        = 'dateline/v1';
	const LONGEST_WHY  = 1000;
	const LONGEST_NAME = 200;

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
	 * The service.
	 *
	 * @var Service
	 */
	private $service;

	/**
	 * Made from what it needs.
	 *
	 * @param Settings $settings What the owner has set.
	 * @param Access   $access   Who may do what.
	 * @param Service  $service  The service.
	 */
	public function __construct( Settings $settings, Access $access, Service $service ) {
		$this->settings = $settings;
		$this->access   = $access;
		$this->service  = $service;
	}

	/**
	 * Take part in WordPress.
	 */
	public function hook(): void {
		add_action( 'rest_api_init', array( $this, 'register' ) );
	}

	/**
	 * Register the routes.
	 */
	public function register(): void {
		$post  = '/posts/(?P<post>\d+)';
		$claim = array(
			'type'      => 'string',
			'required'  => true,
			'minLength' => 1,
			'maxLength' => 200,
		);
		register_rest_route(
			self::SPACE,
			"$post/check",
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'check' ),
				'permission_callback' => array( $this, 'may_check' ),
				'args'                => array(
					'segments' => array(
						'type'     => 'array',
						'required' => true,
					),
					'date'     => array( 'type' => array( 'string', 'null' ) ),
				),
			)
		);
		register_rest_route(
			self::SPACE,
			"$post/dismissals",
			array(
				array(
					'methods'             => 'POST',
					'callback'            => array( $this, 'dismiss' ),
					'permission_callback' => array( $this, 'may_dismiss' ),
					'args'                => array(
						'claim_key' => $claim,
						'why'       => array(
							'type'      => 'string',
							'required'  => true,
							'maxLength' => self::LONGEST_WHY,
						),
					),
				),
				array(
					'methods'             => 'DELETE',
					'callback'            => array( $this, 'flag_again' ),
					'permission_callback' => array( $this, 'may_dismiss' ),
					'args'                => array( 'claim_key' => $claim ),
				),
			)
		);
		register_rest_route(
			self::SPACE,
			'/connection',
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'connection' ),
				'permission_callback' => array( $this, 'may_manage' ),
				'args'                => array(
					'address' => array(
						'type'     => 'string',
						'required' => true,
					),
					'key'     => array(
						'type'    => 'string',
						'default' => '',
					),
				),
			)
		);
	}

	/**
	 * Whether the person may have the post checked.
	 *
	 * @param \WP_REST_Request $request The request.
	 */
	public function may_check( \WP_REST_Request $request ): bool {
		return $this->access->may_check( (int) $request['post'] );
	}

	/**
	 * Whether the person may dismiss flags on the post.
	 *
	 * @param \WP_REST_Request $request The request.
	 */
	public function may_dismiss( \WP_REST_Request $request ): bool {
		return $this->access->may_dismiss( (int) $request['post'] );
	}

	/**
	 * Whether the person runs the site.
	 */
	public function may_manage(): bool {
		return current_user_can( 'manage_options' );
	}

	/**
	 * `POST posts/{post}/check`: the story as it stands in the editor, saved or not.
	 *
	 * @param \WP_REST_Request $request The request: `segments`, and `date` in the site's time, null for an undated draft.
	 * @return \WP_REST_Response|\WP_Error
	 */
	public function check( \WP_REST_Request $request ) {
		$post     = get_post( (int) $request['post'] );
		$segments = Story::segments( $request['segments'] );
		if ( null === $segments ) {
			return new \WP_Error( 'dateline_malformed', __( 'The editor sent something that is no story.', 'dateline' ), array( 'status' => 400 ) );
		}
		if ( ! $segments ) {
			return new \WP_Error( 'dateline_empty', __( 'There is nothing to check yet: the story has no words.', 'dateline' ), array( 'status' => 422 ) );
		}
		$date   = Dates::of( $post->post_status, $request['date'], current_datetime() );
		$story  = Story::name( home_url(), $post->ID );
		$answer = $this->service->check(
			Story::request( $segments, $date['day'], $story, $this->settings->outlet(), (bool) $this->settings->get( 'store' ) )
		);
		if ( is_wp_error( $answer ) ) {
			Standing::unanswered( $post->ID );
			return $answer;
		}
		Standing::note( $post->ID, $answer['report'], time() );
		$response = new \WP_REST_Response(
			array(
				'report' => Report::shown( $answer['report'] ),
				'stored' => $answer['stored'],
				'date'   => $date,
			)
		);
		$response->header( 'Server-Timing', sprintf( 'dateline;dur=%.1F', $answer['seconds'] * 1000 ) );
		$response->header( 'Cache-Control', 'no-store' );
		return $response;
	}

	/**
	 * `POST posts/{post}/dismissals`: dismiss the flag on a claim of the last report.
	 *
	 * @param \WP_REST_Request $request The request: `claim_key` and `why`.
	 * @return \WP_REST_Response|\WP_Error
	 */
	public function dismiss( \WP_REST_Request $request ) {
		$post = (int) $request['post'];
		$why  = trim( $request['why'] );
		if ( '' === $why ) {
			return new \WP_Error( 'dateline_no_reason', __( 'Please give a reason.', 'dateline' ), array( 'status' => 422 ) );
		}
		$report = $this->last_report( $post );
		$said   = is_wp_error( $report ) ? $report : $this->service->dismiss( $report, $request['claim_key'], $why, self::name() );
		if ( is_wp_error( $said ) ) {
			return $said;
		}
		Standing::dismissed( $post, $request['claim_key'], true );
		return new \WP_REST_Response(
			array(
				'dismissed' => array(
					'by'  => $said['by'] ?? self::name(),
					'at'  => $said['at'] ?? null,
					'why' => $said['why'] ?? $why,
				),
			)
		);
	}

	/**
	 * `DELETE posts/{post}/dismissals`: make a claim of the last report a flag again.
	 *
	 * @param \WP_REST_Request $request The request: `claim_key`.
	 * @return \WP_REST_Response|\WP_Error
	 */
	public function flag_again( \WP_REST_Request $request ) {
		$post   = (int) $request['post'];
		$report = $this->last_report( $post );
		$done   = is_wp_error( $report ) ? $report : $this->service->flag_again( $report, $request['claim_key'], self::name() );
		if ( is_wp_error( $done ) ) {
			return $done;
		}
		Standing::dismissed( $post, $request['claim_key'], false );
		return new \WP_REST_Response( array( 'dismissed' => null ) );
	}

	/**
	 * `POST connection`: try an address and a key.
	 *
	 * The kept key is sent to the kept address alone, so that nobody who sits at this form can have it sent elsewhere.
	 *
	 * @param \WP_REST_Request $request The request: `address`, and `key`, empty for the kept one.
	 * @return \WP_REST_Response|\WP_Error
	 */
	public function connection( \WP_REST_Request $request ) {
		$address = Settings::fit_address( trim( $request['address'] ) );
		if ( '' === $address ) {
			return new \WP_Error( 'dateline_address', __( 'This is no address of a service: it begins with http:// or https://.', 'dateline' ), array( 'status' => 422 ) );
		}
		$typed = trim( $request['key'] );
		$kept  = $this->settings->get( 'address' ) === $address ? $this->settings->key() : '';
		$found = $this->service->greet( $address, '' !== $typed ? $typed : $kept );
		if ( is_wp_error( $found ) ) {
			return $found;
		}
		$scopes = array_values( array_filter( $found['caller']['scopes'], 'is_string' ) );
		return new \WP_REST_Response(
			array(
				'version' => $found['version'],
				'open'    => 'open' === ( $found['caller']['id'] ?? '' ),
				'check'   => in_array( 'check', $scopes, true ),
				'review'  => in_array( 'review', $scopes, true ),
				'trusted' => ! empty( $found['caller']['trusted'] ),
			)
		);
	}

	/**
	 * The id of the last report on a post. That it comes from here and not from the browser keeps those who may edit
	 * one post from deciding about another.
	 *
	 * @param int $post The post's id.
	 * @return string|\WP_Error
	 */
	private function last_report( int $post ) {
		$standing = Standing::of( $post );
		return $standing ? $standing['report'] : Problems::answered( 404, array(), 0 );
	}

	/**
	 * The name under which the service keeps what the person does.
	 */
	private static function name(): string {
		$user = wp_get_current_user();
		$name = '' !== trim( $user->display_name ) ? $user->display_name : $user->user_login;
		return function_exists( 'mb_substr' ) ? mb_substr( $name, 0, self::LONGEST_NAME ) : $name;
	}
}
