'use strict';

const assert = require( 'node:assert' );
const test = require( 'node:test' );

/** WordPress's translations, in English. */
globalThis.wp = {
	i18n: {
		__: ( text ) => text,
		_x: ( text ) => text,
		_n: ( one, many, count ) => ( count === 1 ? one : many ),
		sprintf: ( text, ...values ) => {
			let next = 0;
			return text.replace( /%(?:(\d)\$)?[sd]/g, ( whole, at ) => values[ at ? at - 1 : next++ ] );
		},
	},
};
const wording = require( '../../dateline/assets/wording.js' );

const claim = ( verdict, more ) => ( { verdict, confidence: 0.9, reason: null, ...more } );
const report = ( claims, more ) => ( { claims, outcome: 'conflicts_found', score: 23.4, interval: [ 14.2, 35.1 ], coverage: { claims: 28, checkable: 24, checked: 15 }, ...more } );
const times = ( count, verdict ) => Array.from( { length: count }, () => claim( verdict ) );

test( 'A report leads with words, then the score with its band', () => {
	const made = report( [ ...times( 5, 'contradicted' ), ...times( 5, 'suspect' ), ...times( 5, 'supported' ) ] );
	assert.equal( `${ wording.outcome( made ) }; ${ wording.coverage( made ) }`, '5 conflicts with the record, 5 to check; 15 of 24 claims checked' );
	assert.equal( wording.score( made ), 'Score 23 of 100 (14 to 36): at least one claim conflicts' );
} );

test( 'A dismissed flag is told apart and counts as none', () => {
	const made = report( [ claim( 'contradicted', { dismissed: { by: 'Ann' } } ), claim( 'suspect' ) ] );
	assert.equal( wording.outcome( made ), '1 to check, 1 dismissed' );
	assert.deepEqual( wording.groups( made.claims ).map( ( { name } ) => name ), [ 'suspect', 'dismissed' ] );
} );

test( 'Where nothing conflicts it says so, and says when that means little', () => {
	assert.equal( wording.outcome( report( times( 3, 'supported' ), { outcome: 'no_conflict_found' } ) ), 'No conflict with the record was found' );
	assert.equal( wording.outcome( report( times( 1, 'supported' ), { outcome: 'too_little_checked' } ) ), 'Too little could be checked to say' );
	assert.equal( wording.outcome( report( [], { outcome: 'too_little_checked' } ) ), 'No claim that could be checked was found' );
	assert.equal( wording.score( report( [], { score: null, score_reason: 'nothing was checked' } ) ), 'No score: nothing was checked' );
} );

test( 'A rounded score never leaves its band', () => {
	for ( const [ score, words ] of [ [ 49.9, '49' ], [ 74.9, '74' ], [ 75, '75' ], [ 50, '50' ] ] ) {
		assert.match( wording.score( report( [], { score, interval: [ score, score ] } ) ), new RegExp( `Score ${ words } ` ) );
	}
} );

test( 'The groups stand in the order of what needs looking at', () => {
	const all = [ 'not_checkable', 'supported', 'suspect', 'not_enough_info', 'contradicted', 'unsupported' ].map( ( verdict ) => claim( verdict ) );
	assert.deepEqual( wording.groups( all ).map( ( { name } ) => name ), [ 'contradicted', 'unsupported', 'suspect', 'supported', 'not_enough_info', 'not_checkable' ] );
} );

test( 'No verdict accuses anybody', () => {
	for ( const { name } of wording.groups( [ 'contradicted', 'suspect', 'supported', 'unsupported', 'not_enough_info', 'not_checkable' ].map( ( verdict ) => claim( verdict ) ) ) ) {
		assert.doesNotMatch( wording.look( name ).words(), /false|lie|fake|wrong/i );
	}
} );

test( 'Publication is held only if the owner says so, by open flags that are the story’s own and sure enough', () => {
	const never = { hold: 'never', holdFrom: 0 };
	const conflicts = { hold: 'conflicts', holdFrom: 0 };
	const checks = { hold: 'checks', holdFrom: 0 };
	assert.equal( wording.holds( [ claim( 'contradicted' ) ], never ), false );
	assert.equal( wording.holds( [ claim( 'contradicted' ) ], conflicts ), true );
	assert.equal( wording.holds( [ claim( 'suspect' ) ], conflicts ), false );
	assert.equal( wording.holds( [ claim( 'suspect' ) ], checks ), true );
	assert.equal( wording.holds( [ claim( 'contradicted', { dismissed: {} } ) ], checks ), false );
	assert.equal( wording.holds( [ claim( 'contradicted', { reason: 'attributed' } ) ], checks ), false );
	assert.equal( wording.holds( [ claim( 'contradicted' ) ], { hold: 'conflicts', holdFrom: 95 } ), false );
} );

test( 'A date that was assumed is shown as assumed, and no zone moves it', () => {
	assert.equal( wording.dated( { day: '2026-11-22', basis: 'today' }, 'en-GB' ), 'Checked as of 22 November 2026 (assumed: today, as the draft has no date).' );
	assert.match( wording.dated( { day: '2011-09-10', basis: 'scheduled' }, 'en-GB' ), /10 September 2011 \(assumed/ );
	assert.doesNotMatch( wording.dated( { day: '1066-10-14', basis: 'published' }, 'en-GB' ), /assumed/ );
} );
