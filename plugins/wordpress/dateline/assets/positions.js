/**
 * Positions in texts. The service counts Unicode code points, the editor UTF-16 units.
 *
 * @license GPL-2.0-or-later
 */
( function ( exports ) {
	'use strict';

	const LONE = /\p{Surrogate}/gu;
	const NUL = /\u0000/g;

	/** `text` as it may be sent: what is no character is replaced by one that is, unit for unit. */
	function sendable( text ) {
		return text.replace( LONE, '\ufffd' ).replace( NUL, ' ' );
	}

	/** Where the code point number `count` of `text` begins, in UTF-16 units; the end of the text where it has fewer. */
	function unitOf( text, count ) {
		let unit = 0;
		for ( let left = count; left > 0 && unit < text.length; left-- ) {
			unit += text.codePointAt( unit ) > 0xffff ? 2 : 1;
		}
		return unit;
	}

	/** The stretch `[start, end)` of code points of `text` in UTF-16 units. */
	function units( text, start, end ) {
		const first = unitOf( text, start );
		return { start: first, end: first + unitOf( text.slice( first ), end - start ) };
	}

	/**
	 * Where the words at `[start, end)` of a text `then` are in what has become of it; null where they are not the same
	 * any more, or nobody can tell which they are. All in UTF-16 units.
	 */
	function follow( then, now, start, end ) {
		if ( then === now ) {
			return { start, end };
		}
		const words = then.slice( start, end );
		const shortest = Math.min( then.length, now.length );
		let before = 0;
		while ( before < shortest && then[ before ] === now[ before ] ) {
			before++;
		}
		if ( end <= before ) {
			return { start, end };
		}
		let after = 0;
		while ( after < shortest - before && then[ then.length - 1 - after ] === now[ now.length - 1 - after ] ) {
			after++;
		}
		if ( start >= then.length - after ) {
			const shift = now.length - then.length;
			return { start: start + shift, end: end + shift };
		}
		const first = words ? now.indexOf( words ) : -1;
		if ( first < 0 || now.indexOf( words, first + 1 ) >= 0 ) {
			return null;
		}
		return { start: first, end: first + words.length };
	}

	exports.sendable = sendable;
	exports.units = units;
	exports.follow = follow;
} )( typeof module === 'object' ? module.exports : ( ( window.dateline = window.dateline || {} ).positions = {} ) );
