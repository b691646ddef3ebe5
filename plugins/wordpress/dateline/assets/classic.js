/**
 * Dateline beside the classic editor, in its visual mode and in its text mode.
 *
 * @license GPL-2.0-or-later
 */
( function ( dateline, wp, config ) {
	'use strict';

	const { marking, reading, positions, view } = dateline;
	/** Milliseconds without a change after which the story is compared with what was checked. */
	const REST = 500;
	const MARKS = [ 'dateline-contradicted', 'dateline-unsupported', 'dateline-suspect' ];
	const MARK_STYLE = `
::highlight(dateline-contradicted), ::highlight(dateline-unsupported) { text-decoration: underline 2px #b32d2e; background-color: #fbeaea; color: #1e1e1e; }
::highlight(dateline-suspect) { text-decoration: underline dashed 2px #8a5a00; background-color: #fdf3dc; color: #1e1e1e; }
::highlight(dateline-current) { text-decoration: underline solid 2px #1e1e1e; background-color: #ffd84d; color: #1e1e1e; }`;
	const styled = new WeakSet();

	const field = ( id ) => document.getElementById( id );

	/** The visual editor, null while the text mode is on. */
	function visual() {
		const found = window.tinymce && window.tinymce.get( 'content' );
		return found && found.initialized && ! found.isHidden() ? found : null;
	}

	/** The pieces of the body; those of the visual editor know their places in its document. */
	function bodyPieces() {
		const rich = visual();
		let read;
		if ( rich ) {
			read = reading.piecesOfTree( rich.getBody() );
		} else {
			const html = reading.withoutShortcodes( field( 'content' ).value );
			const paragraphs = window.switchEditors ? window.switchEditors.wpautop( html ) : html;
			read = reading.piecesOfTree( new DOMParser().parseFromString( paragraphs, 'text/html' ).body );
		}
		return read.map( ( { role, text, places }, at ) => ( { id: `body/${ at }`, role, text: positions.sendable( text ), places: rich ? places : null } ) );
	}

	function input( id, name, role ) {
		const found = field( id );
		return found && found.value.trim() ? [ { id: name, role, text: positions.sendable( found.value ), input: id } ] : [];
	}

	function pieces() {
		return [ ...input( 'title', 'title', 'headline' ), ...input( 'excerpt', 'excerpt', 'standfirst' ), ...bodyPieces() ];
	}

	/** What has become of a piece: paragraphs have no names here, so the one with the same words is it. */
	function current( piece ) {
		const now = pieces();
		return now.find( ( { id, text } ) => id === piece.id && text === piece.text ) || now.find( ( { text } ) => text === piece.text ) || now.find( ( { id } ) => id === piece.id ) || null;
	}

	function rangeOf( { places }, { start, end } ) {
		const inside = places.slice( start, end ).filter( ( { node } ) => node );
		const range = inside[ 0 ].node.ownerDocument.createRange();
		range.setStart( inside[ 0 ].node, inside[ 0 ].at );
		range.setEnd( inside[ inside.length - 1 ].node, inside[ inside.length - 1 ].at + 1 );
		return range;
	}

	/** Where words of a piece stand in the HTML of the text mode; null unless they do once. */
	function inSource( piece, { start, end } ) {
		const source = field( 'content' ).value;
		const words = piece.text.slice( start, end );
		const first = source.indexOf( words );
		return first >= 0 && source.indexOf( words, first + 1 ) < 0 ? { start: first, end: first + words.length } : null;
	}

	function select( id, { start, end } ) {
		const found = field( id );
		found.focus();
		found.setSelectionRange( start, end );
		return true;
	}

	/** Type words over a stretch of a field, as a person would, so that the browser can undo it. */
	function type( id, range, words ) {
		select( id, range );
		return document.execCommand( 'insertText', false, words );
	}

	/** Other words in the visual editor, in the formats of those that stood there. */
	function retype( range, words ) {
		const { startContainer: node, startOffset: at } = range;
		if ( node === range.endContainer ) {
			node.replaceData( at, range.endOffset - at, words );
		} else {
			range.deleteContents();
			node.insertData( at, words );
		}
	}

	function highlights( doc ) {
		const { CSS, Highlight } = doc.defaultView;
		return CSS && CSS.highlights && Highlight ? CSS.highlights : null;
	}

	function style( doc ) {
		if ( ! styled.has( doc ) ) {
			styled.add( doc );
			const element = doc.createElement( 'style' );
			element.textContent = MARK_STYLE;
			doc.head.append( element );
		}
	}

	let undoLast = () => {};

	const editor = {
		read: () => ( { pieces: pieces(), date: dateOf() } ),

		now( piece ) {
			const found = current( piece );
			return found && found.text;
		},

		show( piece, range ) {
			const now = current( piece );
			if ( now.input ) {
				return select( now.input, range );
			}
			if ( ! now.places ) {
				const place = inSource( now, range );
				return place ? select( 'content', place ) : false;
			}
			const found = rangeOf( now, range );
			const doc = found.startContainer.ownerDocument;
			style( doc );
			marking.highlight( found );
			if ( ! highlights( doc ) ) {
				visual().selection.setRng( found );
			}
			// The frame of the visual editor may be as high as its text, so that the page has to scroll.
			const frame = doc.defaultView.frameElement;
			if ( frame ) {
				const { top } = found.getBoundingClientRect();
				const { top: above } = frame.getBoundingClientRect();
				window.scrollBy( { top: above + top - window.innerHeight / 2 } );
			}
			return true;
		},

		go( piece, range ) {
			const now = current( piece );
			if ( now.places ) {
				visual().focus();
				visual().selection.setRng( rangeOf( now, range ) );
			} else {
				editor.show( piece, range );
			}
		},

		replace( piece, range, words ) {
			const now = current( piece );
			if ( now.places ) {
				const rich = visual();
				rich.undoManager.transact( () => retype( rangeOf( now, range ), words ) );
				undoLast = () => rich.undoManager.undo();
				return true;
			}
			const place = now.input ? range : inSource( now, range );
			if ( ! place ) {
				return false;
			}
			const id = now.input || 'content';
			undoLast = () => {
				field( id ).focus();
				document.execCommand( 'undo' );
			};
			return type( id, place, words );
		},

		undo: async () => undoLast(),

		mark( marks ) {
			const rich = visual();
			const doc = rich && rich.getDoc();
			const registry = doc && highlights( doc );
			if ( ! registry ) {
				return;
			}
			style( doc );
			[ ...MARKS, 'dateline-current' ].forEach( ( name ) => registry.delete( name ) );
			for ( const name of MARKS ) {
				const ranges = marks
					.filter( ( { verdict } ) => name === `dateline-${ verdict }` )
					.map( ( { piece, ...range } ) => [ current( piece ), range ] )
					.filter( ( [ now ] ) => now && now.places )
					.map( ( [ now, range ] ) => rangeOf( now, range ) );
				if ( ranges.length ) {
					registry.set( name, new doc.defaultView.Highlight( ...ranges ) );
				}
			}
		},

		watch( read, told ) {
			const written = ( list ) => JSON.stringify( list.map( ( { id, text } ) => [ id, text ] ) );
			const then = written( read );
			let differs = false;
			let timer = null;
			const compare = () => {
				const now = written( pieces() ) !== then;
				if ( now !== differs ) {
					differs = now;
					told( differs );
				}
			};
			const later = () => {
				clearTimeout( timer );
				timer = setTimeout( compare, REST );
			};
			const rich = window.tinymce && window.tinymce.get( 'content' );
			const events = 'input change keyup undo redo setcontent';
			document.addEventListener( 'input', later );
			if ( rich ) {
				rich.on( events, later );
			}
			return () => {
				clearTimeout( timer );
				document.removeEventListener( 'input', later );
				if ( rich ) {
					rich.off( events, later );
				}
			};
		},
	};

	/** The date that is set for the post, in the site's time; null for an undated draft, as WordPress itself tells it. */
	function dateOf() {
		const part = ( name ) => ( field( name ) ? field( name ).value : '' );
		const names = [ 'aa', 'mm', 'jj', 'hh', 'mn' ];
		if ( names.every( ( name ) => part( name ) === part( `hidden_${ name }` ) ) ) {
			return config.date;
		}
		const [ year, month, day, hour, minute ] = names.map( ( name, at ) => part( name ).padStart( at ? 2 : 4, '0' ) );
		return `${ year }-${ month }-${ day }T${ hour }:${ minute }:00`;
	}

	wp.domReady( () => {
		const box = field( 'dateline-box' );
		if ( ! box ) {
			return;
		}
		const { createElement: h, createRoot, render } = wp.element;
		const panel = h( view.Panel, { desk: dateline.desk.makeDesk( { editor, config } ) } );
		if ( createRoot ) {
			createRoot( box ).render( panel );
		} else {
			render( panel, box );
		}
	} );
} )( window.dateline, window.wp, window.datelineConfig );
