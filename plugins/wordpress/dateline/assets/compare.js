/**
 * Two sentences side by side, with the words that differ.
 *
 * @license GPL-2.0-or-later
 */
( function ( exports ) {
	'use strict';

	/** Longer sides, in UTF-16 units together, are shown as they are. */
	const LONGEST = 4000;

	/** A word as it is compared: small letters, without signs around it. */
	function folded( word ) {
		return word.toLowerCase().replace( /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '' );
	}

	/** Stretches `{text, differs}` of `words`, blanks kept, from a list that says of each word whether it differs. */
	function stretches( words, differs ) {
		const made = [];
		words.forEach( function ( word, at ) {
			const last = made[ made.length - 1 ];
			if ( last && last.differs === differs[ at ] ) {
				last.text += ' ' + word;
			} else if ( last ) {
				// The blank between two stretches belongs to the one that is not marked.
				if ( last.differs ) {
					made.push( { text: ' ' + word, differs: false } );
				} else {
					last.text += ' ';
					made.push( { text: word, differs: true } );
				}
			} else {
				made.push( { text: word, differs: differs[ at ] } );
			}
		} );
		return made;
	}

	/** The two sides of a comparison as lists of stretches; the longest common sequence of words does not differ. */
	function differing( claimed, recorded ) {
		const left = claimed.split( /\s+/ ).filter( Boolean );
		const right = recorded.split( /\s+/ ).filter( Boolean );
		const apart = [ left.map( () => true ), right.map( () => true ) ];
		if ( claimed.length + recorded.length > LONGEST ) {
			return [ stretches( left, left.map( () => false ) ), stretches( right, right.map( () => false ) ) ];
		}
		const a = left.map( folded );
		const b = right.map( folded );
		const length = Array.from( { length: a.length + 1 }, () => new Uint16Array( b.length + 1 ) );
		for ( let i = a.length - 1; i >= 0; i-- ) {
			for ( let j = b.length - 1; j >= 0; j-- ) {
				length[ i ][ j ] =
					a[ i ] === b[ j ] ? length[ i + 1 ][ j + 1 ] + 1 : Math.max( length[ i + 1 ][ j ], length[ i ][ j + 1 ] );
			}
		}
		for ( let i = 0, j = 0; i < a.length && j < b.length;  ) {
			if ( a[ i ] === b[ j ] ) {
				apart[ 0 ][ i++ ] = false;
				apart[ 1 ][ j++ ] = false;
			} else if ( length[ i + 1 ][ j ] >= length[ i ][ j + 1 ] ) {
				i++;
			} else {
				j++;
			}
		}
		return [ stretches( left, apart[ 0 ] ), stretches( right, apart[ 1 ] ) ];
	}

	exports.differing = differing;
} )( typeof module === 'object' ? module.exports : ( ( window.dateline = window.dateline || {} ).compare = {} ) );
