/**
 * From what an editor holds to the pieces that are checked: blocks, and pages of HTML.
 *
 * A piece is `{ id, role, text, ... }`; what else it has says where it stands, so that words can be found again.
 *
 * @license GPL-2.0-or-later
 */
( function ( exports, positions ) {
	'use strict';

	/** Blocks whose words are no prose of the story: code, controls, navigation. */
	const PASSED_OVER = new Set( [
		'core/button',
		'core/code',
		'core/file',
		'core/more',
		'core/navigation',
		'core/navigation-link',
		'core/nextpage',
		'core/read-more',
		'core/search',
		'core/shortcode',
		'core/social-link',
	] );
	/** Blocks that hold HTML as it is written. */
	const RAW = new Set( [ 'core/freeform', 'core/html' ] );
	const QUOTE_BOX = 'core/pullquote';
	/** The blocks inside belong to a post of their own. */
	const ELSEWHERE = 'core/block';

	const BREAKS = new Set(
		'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION DD DETAILS DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TBODY TD TFOOT TH THEAD TR UL'.split(
			' '
		)
	);
	const SILENT = new Set( 'AUDIO BUTTON CANVAS CODE EMBED IFRAME MATH NOSCRIPT OBJECT SCRIPT SELECT STYLE SVG TEMPLATE TEXTAREA TITLE VIDEO'.split( ' ' ) );
	const ELEMENT = 1;
	const TEXT = 3;

	/**
	 * The rich texts that a block type says it has: `{ path, keepsBlanks, multiline }`, with `null` in the path for each
	 * item of a list.
	 */
	function richTexts( attributes, path ) {
		const found = [];
		for ( const [ name, definition ] of Object.entries( attributes || {} ) ) {
			const here = [ ...( path || [] ), name ];
			if ( definition.source === 'html' || definition.source === 'rich-text' || definition.type === 'rich-text' ) {
				found.push( {
					path: here,
					keepsBlanks: !! definition.__unstablePreserveWhiteSpace,
					multiline: definition.multiline || null,
				} );
			} else if ( definition.source === 'query' ) {
				found.push( ...richTexts( definition.query, [ ...here, null ] ) );
			}
		}
		return found;
	}

	/** Every value of `attributes` at a path with `null` for each item of a list, as `{ path, value }`. */
	function valuesAt( attributes, path ) {
		let found = [ { path: [], value: attributes } ];
		for ( const step of path ) {
			found = found.flatMap( ( { path: so, value } ) => {
				if ( step === null ) {
					return Array.isArray( value ) ? value.map( ( one, at ) => ( { path: [ ...so, at ], value: one } ) ) : [];
				}
				return value && typeof value === 'object' ? [ { path: [ ...so, step ], value: value[ step ] } ] : [];
			} );
		}
		return found.filter( ( { value } ) => value !== undefined && value !== null && value !== '' );
	}

	/** A copy of `attributes` with `value` at a path; only the top member that changes. */
	function withValue( attributes, path, value ) {
		const put = ( node, steps ) => {
			if ( ! steps.length ) {
				return value;
			}
			const copy = Array.isArray( node ) ? node.slice() : { ...node };
			copy[ steps[ 0 ] ] = put( node[ steps[ 0 ] ], steps.slice( 1 ) );
			return copy;
		};
		return { [ path[ 0 ] ]: put( attributes[ path[ 0 ] ], path.slice( 1 ) ) };
	}

	function roleOf( block, name ) {
		if ( block.name === QUOTE_BOX ) {
			return 'quote box';
		}
		return name === 'caption' ? 'caption' : 'body';
	}

	/**
	 * A reader of blocks. What it read of a block it keeps while the block's attributes stay the same object, as the
	 * editor leaves them where nothing was typed: after a change only the blocks that changed are read again.
	 *
	 * `typeOf( name )` gives a block type; `textOf( value, rich )` the plain text of a rich text as the editor counts it;
	 * `piecesOf( html )` the pieces of HTML.
	 */
	function makeReader( { typeOf, textOf, piecesOf } ) {
		const kept = new WeakMap();
		const reader = { read: 0 };

		function ownPieces( block ) {
			if ( RAW.has( block.name ) ) {
				return piecesOf( String( block.attributes.content || '' ) ).map( ( piece, at ) => ( {
					role: piece.role,
					text: positions.sendable( piece.text ),
					suffix: '/' + at,
					path: [ 'content' ],
					raw: true,
				} ) );
			}
			const type = typeOf( block.name );
			const made = [];
			for ( const rich of type ? richTexts( type.attributes ) : [] ) {
				for ( const { path, value } of valuesAt( block.attributes, rich.path ) ) {
					const name = path[ path.length - 1 ];
					made.push( {
						role: roleOf( block, name ),
						text: positions.sendable( textOf( value, rich ) ),
						suffix: path.length === 1 && name === 'content' ? '' : '/' + path.join( '.' ),
						path,
						rich,
					} );
				}
			}
			return made;
		}

		function piecesOfBlock( block ) {
			let found = kept.get( block.attributes );
			if ( ! found ) {
				found = ownPieces( block );
				kept.set( block.attributes, found );
				reader.read++;
			}
			return found;
		}

		function walk( blocks, elsewhere, made ) {
			for ( const block of blocks ) {
				if ( PASSED_OVER.has( block.name ) ) {
					continue;
				}
				for ( const { suffix, ...piece } of piecesOfBlock( block ) ) {
					if ( piece.text.trim() ) {
						made.push( { ...piece, id: block.clientId + suffix, block: block.clientId, elsewhere } );
					}
				}
				walk( block.innerBlocks || [], elsewhere || block.name === ELSEWHERE, made );
			}
			return made;
		}

		/** The pieces of blocks, in the order in which they are read. */
		reader.pieces = ( blocks ) => walk( blocks, false, [] );
		return reader;
	}

	function roleOfElement( element ) {
		const name = element.nodeName.toUpperCase();
		const classes = ' ' + ( ( element.getAttribute && element.getAttribute( 'class' ) ) || '' ) + ' ';
		return name === 'FIGCAPTION' || name === 'CAPTION' || / wp-caption-(?:dd|text) /.test( classes ) ? 'caption' : null;
	}

	/**
	 * The pieces of a tree of HTML: one for each stretch of words that no block breaks, blanks joined as a reader sees
	 * them. `places` says, for each UTF-16 unit of the text, which node it comes from and at which place in it.
	 */
	function piecesOfTree( root ) {
		const made = [];
		let role = 'body';
		let text = '';
		let places = [];
		const end = () => {
			const last = text.trimEnd().length;
			if ( last ) {
				made.push( { role, text: text.slice( 0, last ), places: places.slice( 0, last ) } );
			}
			text = '';
			places = [];
		};
		const walk = ( node, preserved ) => {
			if ( node.nodeType === TEXT ) {
				for ( let at = 0; at < node.data.length; at++ ) {
					const unit = node.data[ at ];
					// The marks of an editor that show where the caret is are no part of the text.
					if ( unit === '\ufeff' ) {
						continue;
					}
					const blank = /[ \t\r\n\f]/.test( unit );
					if ( blank && ! preserved ) {
						if ( text && ! text.endsWith( ' ' ) && ! text.endsWith( '\n' ) ) {
							text += ' ';
							places.push( { node, at } );
						}
					} else {
						text += unit;
						places.push( { node, at } );
					}
				}
				return;
			}
			const name = node.nodeName.toUpperCase();
			if ( node.nodeType !== ELEMENT || SILENT.has( name ) ) {
				return;
			}
			if ( name === 'BR' ) {
				text += '\n';
				places.push( { node: null, at: 0 } );
				return;
			}
			const before = role;
			const breaks = BREAKS.has( name );
			if ( breaks ) {
				end();
				role = roleOfElement( node ) || role;
			}
			for ( const child of Array.from( node.childNodes ) ) {
				walk( child, preserved || name === 'PRE' );
			}
			if ( breaks ) {
				end();
				role = before;
			}
		};
		walk( root, false );
		end();
		return made;
	}

	// None of these looks beyond the next bracket, so that no text takes long.
	const CAPTION = /\[caption\b[^\][]*\]((?:<a\b[^>[]*>)?\s*<img\b[^>[]*>(?:\s*<\/a>)?)([^[]*)\[\/caption\]/g;
	/** Those of WordPress by name, others by what they are given: "[sic]" and "[the minister]" are words of a story. */
	const SHORTCODE =
		/\[\/?(?:audio|caption|embed|gallery|playlist|video)\b[^\][]*\]|\[[a-z][\w-]*(?:\s+[\w-]+=(?:"[^"\][]*"|'[^'\][]*'|[^\s\]["']+))+\s*\/?\]/g;

	/** HTML with shortcodes as the classic editor keeps it: captions become figures, other shortcodes are left out. */
	function withoutShortcodes( html ) {
		return html.replace( CAPTION, '<figure>$1<figcaption>$2</figcaption></figure>' ).replace( SHORTCODE, '' );
	}

	exports.richTexts = richTexts;
	exports.valuesAt = valuesAt;
	exports.withValue = withValue;
	exports.makeReader = makeReader;
	exports.piecesOfTree = piecesOfTree;
	exports.withoutShortcodes = withoutShortcodes;
} )(
	typeof module === 'object' ? module.exports : ( ( window.dateline = window.dateline || {} ).reading = {} ),
	typeof module === 'object' ? require( './positions.js' ) : window.dateline.positions
);
