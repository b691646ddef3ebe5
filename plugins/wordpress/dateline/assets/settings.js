/**
 * The test of the connection on the settings page.
 *
 * @license GPL-2.0-or-later
 */
( function ( wp ) {
	'use strict';

	const { __, sprintf } = wp.i18n;

	/** What a service that answered may be used for, as lines `{ good, text }`. */
	function told( found ) {
		const lines = [
			found.check
				? /* translators: %s: a version. */
				  { good: true, text: sprintf( __( 'Dateline answers (%s) and checks stories for this site.', 'dateline' ), found.version ) }
				: { good: false, text: __( 'Dateline answers, but this key may not check: it needs the scope “check”.', 'dateline' ) },
		];
		if ( ! found.review ) {
			lines.push( { good: false, text: __( 'Flags cannot be dismissed: the key needs the scope “review”.', 'dateline' ) } );
		} else if ( ! found.open && ! found.trusted ) {
			lines.push( { good: false, text: __( 'Flags cannot be dismissed in people’s own names: the key has to be made with “--trusted”.', 'dateline' ) } );
		}
		return lines;
	}

	wp.domReady( () => {
		const button = document.getElementById( 'dateline-test' );
		const result = document.getElementById( 'dateline-test-result' );
		const show = ( lines ) => {
			result.replaceChildren(
				...lines.map( ( { good, text } ) => {
					const line = document.createElement( 'p' );
					line.className = good ? 'is-good' : 'is-bad';
					line.textContent = text;
					return line;
				} )
			);
		};
		button.addEventListener( 'click', async () => {
			const key = document.getElementById( 'dateline-key' );
			button.setAttribute( 'aria-disabled', 'true' );
			show( [ { good: true, text: __( 'Asking…', 'dateline' ) } ] );
			try {
				const data = { address: document.getElementById( 'dateline-address' ).value, key: key && ! key.disabled ? key.value : '' };
				show( told( await wp.apiFetch( { path: '/dateline/v1/connection', method: 'POST', data } ) ) );
			} catch ( error ) {
				const detail = ( error.data && error.data.detail ) || '';
				show( [ { good: false, text: [ error.message, detail ].filter( Boolean ).join( ' ' ) } ] );
			}
			button.removeAttribute( 'aria-disabled' );
		} );
	} );
} )( window.wp );
