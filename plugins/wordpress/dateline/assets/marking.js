/**
 * Words marked and highlighted in the block editor: by annotations, and where the editor has no place for one by the
 * browser's own highlights. Neither becomes part of the story.
 *
 * @license GPL-2.0-or-later
 */
( function ( exports, reading, wp ) {
	'use strict';

	const STORE = 'core/annotations';
	const CURRENT = 'dateline-current';
	const SOURCES = [ 'dateline-contradicted', 'dateline-unsupported', 'dateline-suspect' ];

	/** The document that the story is edited in, which may be a frame. */
	function canvas() {
		const frame = document.querySelector( 'iframe[name="editor-canvas"]' );
		return ( frame && frame.contentDocument ) || document;
	}

	/** Which of the places where `words` stand in `text` begins at `start`, counted from 0. */
	function nth( text, words, start ) {
		let count = 0;
		for ( let at = text.indexOf( words ); at >= 0 && at < start; at = text.indexOf( words, at + 1 ) ) {
			count++;
		}
		return count;
	}

	/** The range of the document under `root` that holds `words` for the `which`-th time; null where there is none. */
	function rangeOf( root, words, which ) {
		// The editor may show blanks as no-break spaces.
		const plain = ( text ) => text.replace( /[\s\u00a0]/g, ' ' );
		const wanted = plain( words );
		let left = which;
		for ( const { text, places } of reading.piecesOfTree( root ) ) {
			const shown = plain( text );
			for ( let at = shown.indexOf( wanted ); at >= 0; at = shown.indexOf( wanted, at + 1 ) ) {
				if ( left-- === 0 ) {
					const inside = places.slice( at, at + wanted.length ).filter( ( { node } ) => node );
					const range = root.ownerDocument.createRange();
					range.setStart( inside[ 0 ].node, inside[ 0 ].at );
					range.setEnd( inside[ inside.length - 1 ].node, inside[ inside.length - 1 ].at + 1 );
					return range;
				}
			}
		}
		return null;
	}

	function highlights( doc ) {
		const { CSS } = doc.defaultView;
		return CSS && CSS.highlights && doc.defaultView.Highlight ? CSS.highlights : null;
	}

	/** Highlight a range, the only one of ours in its document. */
	function highlight( range ) {
		const doc = range.startContainer.ownerDocument;
		if ( highlights( doc ) ) {
			highlights( doc ).set( CURRENT, new doc.defaultView.Highlight( range ) );
		}
		range.startContainer.parentElement.scrollIntoView( { block: 'center' } );
	}

	function clearHighlights() {
		for ( const doc of new Set( [ document, canvas() ] ) ) {
			if ( highlights( doc ) ) {
				highlights( doc ).delete( CURRENT );
			}
		}
	}

	/** The element that a piece is edited in, null where it is not on screen. */
	function elementOf( piece ) {
		if ( piece.id === 'title' ) {
			const title = '.editor-post-title__input, .wp-block-post-title';
			return canvas().querySelector( title ) || document.querySelector( title );
		}
		return piece.block ? canvas().getElementById( `block-${ piece.block }` ) : null;
	}

	function annotation( id, source, piece, range ) {
		return {
			id,
			source,
			selector: 'range',
			blockClientId: piece.block,
			richTextIdentifier: piece.path[ 0 ],
			range: { start: range.start, end: range.end },
		};
	}

	/** Whether the editor knows the rich text of a piece by a name that annotations can use. */
	function isNamed( piece ) {
		return !! piece.block && ! piece.raw && piece.path.length === 1;
	}

	/** Mark words in the story: `{ id, verdict, piece, start, end }` each. Those that were marked before are not any more. */
	function mark( marks, batch ) {
		const dispatch = wp.data.dispatch( STORE );
		batch( () => {
			[ ...SOURCES, CURRENT ].forEach( ( source ) => dispatch.__experimentalRemoveAnnotationsBySource( source ) );
			for ( const { id, verdict, piece, ...range } of marks ) {
				if ( isNamed( piece ) ) {
					dispatch.__experimentalAddAnnotation( annotation( `dateline-${ id }`, `dateline-${ verdict }`, piece, range ) );
				}
			}
		} );
		clearHighlights();
	}

	/** Scroll to words and highlight them; false where they are not on screen. */
	function show( piece, { start, end }, text ) {
		const dispatch = wp.data.dispatch( STORE );
		dispatch.__experimentalRemoveAnnotationsBySource( CURRENT );
		clearHighlights();
		const element = elementOf( piece );
		if ( ! element ) {
			return false;
		}
		element.scrollIntoView( { block: 'center' } );
		if ( isNamed( piece ) ) {
			dispatch.__experimentalAddAnnotation( annotation( CURRENT, CURRENT, piece, { start, end } ) );
		}
		// The editor draws an annotation in its own time; where it has drawn none, the browser highlights the words.
		setTimeout( () => {
			const drawn = element.querySelector( `.annotation-text-${ CURRENT }` );
			if ( drawn ) {
				drawn.scrollIntoView( { block: 'center' } );
				return;
			}
			const range = rangeOf( element, text.slice( start, end ), nth( text, text.slice( start, end ), start ) );
			if ( range ) {
				highlight( range );
			}
		}, 60 );
		return true;
	}

	/** Put the caret over words, so that they can be typed over. */
	function go( piece, { start, end }, text ) {
		const element = elementOf( piece );
		const range = element && rangeOf( element, text.slice( start, end ), nth( text, text.slice( start, end ), start ) );
		if ( ! range ) {
			return;
		}
		if ( piece.block ) {
			wp.data.dispatch( 'core/block-editor' ).selectBlock( piece.block, null );
		}
		const editable = range.startContainer.parentElement.closest( '[contenteditable="true"]' );
		if ( editable ) {
			editable.focus();
		}
		const selection = element.ownerDocument.defaultView.getSelection();
		selection.removeAllRanges();
		selection.addRange( range );
		range.startContainer.parentElement.scrollIntoView( { block: 'center' } );
	}

	Object.assign( exports, { nth, rangeOf, highlight, clearHighlights, mark, show, go } );
} )( ( window.dateline.marking = {} ), window.dateline.reading, window.wp );
