'use strict';

const assert = require( 'node:assert' );
const test = require( 'node:test' );
const { follow, sendable, units } = require( '../../dateline/assets/positions.js' );

/** The stretch of `text` that code points `[start, end)` denote, as the service reckons. */
const byCodePoints = ( text, start, end ) => Array.from( text ).slice( start, end ).join( '' );

test( 'Code points of the service are the same words in the editor’s UTF-16, whatever stands before them', () => {
	const text = '👩‍🚀 “Ayé” 🇬🇧 said 𝒎ore\u200d — in 2011 👍🏽.';
	const length = Array.from( text ).length;
	for ( let start = 0; start <= length; start++ ) {
		for ( let end = start; end <= length; end++ ) {
			const { start: first, end: last } = units( text, start, end );
			assert.equal( text.slice( first, last ), byCodePoints( text, start, end ) );
		}
	}
} );

test( 'A position beyond the end is the end', () => {
	assert.deepEqual( units( 'a👍', 1, 99 ), { start: 1, end: 3 } );
} );

test( 'What is no character is replaced unit for unit, so that positions stay', () => {
	const text = 'a\ud83d b\udc00 \u0000 👍';
	assert.equal( sendable( text ).length, text.length );
	assert.equal( sendable( text ), 'a\ufffd b\ufffd   👍' );
	assert.equal( sendable( sendable( text ) ), sendable( text ) );
} );

test( 'Words are followed through changes before and behind them, and through a move', () => {
	const then = 'He met Ada Vane in Oslo. She left.';
	const start = then.indexOf( 'Ada Vane' );
	const end = start + 'Ada Vane'.length;
	for ( const now of [ then, 'Yesterday 👍 ' + then, then + ' More.', 'She left. Then he saw Ada Vane there.' ] ) {
		const found = follow( then, now, start, end );
		assert.equal( now.slice( found.start, found.end ), 'Ada Vane' );
	}
} );

test( 'Words that were changed, or that stand there twice now, are given up rather than guessed', () => {
	const then = 'He met Ada Vane in Oslo.';
	assert.equal( follow( then, 'He met Ida Vane in Oslo.', 7, 15 ), null );
	assert.equal( follow( then, 'In Oslo Ada Vane, yes, Ada Vane, came.', 7, 15 ), null );
	assert.equal( follow( then, '', 7, 15 ), null );
} );

test( 'Of two equal words the one that was meant is followed', () => {
	const then = 'Vane met Vane.';
	assert.deepEqual( follow( then, 'Now Vane met Vane.', 9, 13 ), { start: 13, end: 17 } );
	assert.deepEqual( follow( then, 'Vane met Vane again.', 0, 4 ), { start: 0, end: 4 } );
} );
