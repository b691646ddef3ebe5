'use strict';

const assert = require( 'node:assert' );
const test = require( 'node:test' );
const { differing } = require( '../../dateline/assets/compare.js' );

const marked = ( stretches ) => stretches.filter( ( { differs } ) => differs ).map( ( { text } ) => text );
const whole = ( stretches ) => stretches.map( ( { text } ) => text ).join( '' );

test( 'Only the words that differ are marked, on both sides', () => {
	const [ claimed, recorded ] = differing( 'Ada Vane was Home Secretary in 2011', 'Ada Vane was Foreign Secretary in 2011.' );
	assert.deepEqual( marked( claimed ), [ 'Home' ] );
	assert.deepEqual( marked( recorded ), [ 'Foreign' ] );
} );

test( 'Nothing is lost or joined: each side reads as it was', () => {
	for ( const [ one, other ] of [ [ 'a b c', 'b' ], [ 'x', 'y z' ], [ '', 'a' ], [ 'a', '' ], [ 'the end', 'the end' ], [ 'a x b y c', 'a b c' ] ] ) {
		const [ left, right ] = differing( one, other );
		assert.equal( whole( left ), one );
		assert.equal( whole( right ), other );
	}
} );

test( 'Capitals and signs around a word make no difference', () => {
	const [ claimed, recorded ] = differing( '“Vane,” he said', 'vane he Said.' );
	assert.deepEqual( [ marked( claimed ), marked( recorded ) ], [ [], [] ] );
} );

test( 'Sides without end are shown unmarked rather than compared without end', () => {
	const long = 'word '.repeat( 1000 ).trim();
	const [ claimed ] = differing( long, 'other '.repeat( 1000 ).trim() );
	assert.deepEqual( marked( claimed ), [] );
	assert.equal( whole( claimed ), long );
} );
