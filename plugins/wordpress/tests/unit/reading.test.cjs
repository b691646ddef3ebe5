'use strict';

const assert = require( 'node:assert' );
const test = require( 'node:test' );
const { makeReader, piecesOfTree, valuesAt, withValue, withoutShortcodes } = require( '../../dateline/assets/reading.js' );

/** Block types as WordPress describes them, in both of its ways. */
const TYPES = {
	'core/paragraph': { attributes: { content: { type: 'rich-text', source: 'rich-text' }, dropCap: { type: 'boolean' } } },
	'core/list': { attributes: { ordered: { type: 'boolean' }, values: { type: 'string', source: 'html', multiline: 'li' } } },
	'core/list-item': { attributes: { content: { type: 'string', source: 'html' } } },
	'core/quote': { attributes: { citation: { type: 'string', source: 'html' }, value: { type: 'string', source: 'html', multiline: 'p' } } },
	'core/pullquote': { attributes: { value: { type: 'rich-text', source: 'rich-text' }, citation: { type: 'rich-text' } } },
	'core/image': { attributes: { url: { type: 'string', source: 'attribute' }, alt: { type: 'string', source: 'attribute' }, caption: { type: 'string', source: 'html' } } },
	'core/table': {
		attributes: {
			caption: { type: 'string', source: 'html' },
			body: { type: 'array', source: 'query', query: { cells: { type: 'array', source: 'query', query: { content: { type: 'string', source: 'html' }, tag: { source: 'tag' } } } } },
		},
	},
	'core/code': { attributes: { content: { type: 'string', source: 'html' } } },
	'core/block': { attributes: { ref: { type: 'number' } } },
	'core/group': { attributes: {} },
};
let made = 0;
const block = ( name, attributes, ...innerBlocks ) => ( { name, attributes, innerBlocks, clientId: `c${ ++made }` } );
const newReader = () =>
	makeReader( {
		typeOf: ( name ) => TYPES[ name ],
		textOf: ( value ) => value.replace( /<[^>]*>/g, '' ),
		piecesOf: ( html ) => [ { role: 'body', text: html.replace( /<[^>]*>/g, '' ) } ],
	} );
const texts = ( pieces ) => pieces.map( ( { text } ) => text );

/** A tree as the browser has it, from nested lists: `[ 'p', 'words', [ 'b', 'more' ] ]`. */
function tree( written ) {
	if ( typeof written === 'string' ) {
		return { nodeType: 3, nodeName: '#text', data: written };
	}
	const [ name, ...children ] = written;
	const [ tag, classes ] = name.split( '.' );
	return { nodeType: 1, nodeName: tag.toUpperCase(), getAttribute: () => classes || null, childNodes: children.map( tree ) };
}

test( 'Blocks in blocks are read in their order, lists and quotes and tables included', () => {
	const story = [
		block( 'core/paragraph', { content: 'One 👍' } ),
		block( 'core/quote', { value: '', citation: 'Ada Vane' }, block( 'core/paragraph', { content: 'Two “quoted”' } ) ),
		block( 'core/list', { values: '' }, block( 'core/list-item', { content: 'Three' }, block( 'core/list', {}, block( 'core/list-item', { content: 'Four' } ) ) ) ),
		block( 'core/table', { body: [ { cells: [ { content: 'Five', tag: 'td' }, { content: '', tag: 'td' } ] }, { cells: [ { content: 'Six', tag: 'td' } ] } ], caption: 'Seven' } ),
		block( 'core/group', {}, block( 'core/pullquote', { value: 'Eight', citation: '' } ) ),
		block( 'core/image', { url: 'https://gazette.example/a.jpg', alt: 'not read', caption: 'Nine' } ),
		block( 'core/code', { content: 'let it = be;' } ),
	];
	const pieces = newReader().pieces( story );
	assert.deepEqual( texts( pieces ), [ 'One 👍', 'Ada Vane', 'Two “quoted”', 'Three', 'Four', 'Seven', 'Five', 'Six', 'Eight', 'Nine' ] );
	assert.deepEqual(
		pieces.map( ( { role } ) => role ),
		[ 'body', 'body', 'body', 'body', 'body', 'caption', 'body', 'body', 'quote box', 'caption' ]
	);
	assert.equal( new Set( pieces.map( ( { id } ) => id ) ).size, pieces.length );
	assert.equal( pieces[ 0 ].id, story[ 0 ].clientId );
	for ( const piece of pieces ) {
		const home = ( function find( blocks ) {
			return blocks.map( ( one ) => ( one.clientId === piece.block ? one : find( one.innerBlocks ) ) ).find( Boolean );
		} )( story );
		assert.equal( valuesAt( home.attributes, piece.path )[ 0 ].value, piece.text );
	}
} );

test( 'After a change only the blocks that changed are read again', () => {
	const reader = newReader();
	const story = [ 'a', 'b', 'c' ].map( ( content ) => block( 'core/paragraph', { content } ) );
	reader.pieces( story );
	assert.equal( reader.read, 3 );
	const changed = story.map( ( one, at ) => ( at === 1 ? { ...one, attributes: { content: 'B' } } : { ...one } ) );
	assert.deepEqual( texts( reader.pieces( changed ) ), [ 'a', 'B', 'c' ] );
	assert.equal( reader.read, 4 );
} );

test( 'The words of a pattern that other posts share are read, but they are elsewhere', () => {
	const pieces = newReader().pieces( [ block( 'core/block', { ref: 1 }, block( 'core/paragraph', { content: 'Shared' } ) ), block( 'core/paragraph', { content: 'Own' } ) ] );
	assert.deepEqual( pieces.map( ( { text, elsewhere } ) => [ text, elsewhere ] ), [ [ 'Shared', true ], [ 'Own', false ] ] );
} );

test( 'A value at a path is changed, and nothing beside it', () => {
	const attributes = { body: [ { cells: [ { content: 'a', tag: 'td' }, { content: 'b', tag: 'td' } ] } ], caption: 'c' };
	const before = JSON.stringify( attributes );
	assert.deepEqual( withValue( attributes, [ 'body', 0, 'cells', 1, 'content' ], 'B' ), { body: [ { cells: [ { content: 'a', tag: 'td' }, { content: 'B', tag: 'td' } ] } ] } );
	assert.equal( JSON.stringify( attributes ), before );
} );

test( 'HTML is read as people see it: blanks joined, blocks apart, scripts left out', () => {
	const pieces = piecesOfTree(
		tree( [
			'body',
			[ 'h2', 'A  head' ],
			[ 'p', 'One ', [ 'b', ' two' ], '\n three', [ 'br' ], 'four ' ],
			[ 'script', 'x' ],
			[ 'ul', [ 'li', 'item', [ 'ul', [ 'li', 'inner' ] ] ], [ 'li', '👍' ] ],
			[ 'figure', [ 'img' ], [ 'figcaption', 'seen' ] ],
			[ 'dl', [ 'dd.wp-caption-dd', 'old caption' ] ],
			[ 'pre', 'a  b' ],
			'\n',
		] )
	);
	assert.deepEqual( texts( pieces ), [ 'A head', 'One two three\nfour', 'item', 'inner', '👍', 'seen', 'old caption', 'a  b' ] );
	assert.deepEqual( pieces.filter( ( { role } ) => role === 'caption' ).map( ( { text } ) => text ), [ 'seen', 'old caption' ] );
} );

test( 'Every unit of a text read from HTML knows the node and the place that it comes from', () => {
	for ( const { text, places } of piecesOfTree( tree( [ 'div', [ 'p', ' \ufeffA “b”', [ 'i', ' c👍' ], '  d' ], 'tail ' ] ) ) ) {
		assert.equal( places.length, text.length );
		places.forEach( ( { node, at }, unit ) => assert.equal( node.data[ at ].replace( /\s/, ' ' ), text[ unit ] ) );
	}
} );

test( 'Shortcodes are left out, captions kept, and what only looks like one stays', () => {
	assert.equal( withoutShortcodes( 'a [gallery ids="1,2"] b [sic] c [the minister] d [map lat=1 long=2/] e' ), 'a  b [sic] c [the minister] d  e' );
	assert.equal(
		withoutShortcodes( '[caption id="x" width="5"]<a href="/y"><img src="/z"></a> Ada Vane[/caption]' ),
		'<figure><a href="/y"><img src="/z"></a><figcaption> Ada Vane</figcaption></figure>'
	);
} );

test( 'A hostile text takes no longer than a plain one of its length', { timeout: 5000 }, () => {
	for ( const unit of [ '[a b="x" ', '[caption ', '[caption]<img>', '[a b=', '<a ', '[gallery ' ] ) {
		withoutShortcodes( unit.repeat( 20000 ) );
	}
} );
