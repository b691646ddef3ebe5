/**
 * Dateline in the block editor: a sidebar, and a note in the panel before publishing.
 *
 * @license GPL-2.0-or-later
 */
( function ( dateline, wp, config ) {
	'use strict';

	const { marking, reading, positions, view } = dateline;
	const { createElement: h } = wp.element;
	const { __ } = wp.i18n;
	const { select, dispatch } = wp.data;
	// WordPress 6.6 has moved these.
	const { PluginSidebar, PluginSidebarMoreMenuItem, PluginPrePublishPanel } = wp.editor.PluginSidebar ? wp.editor : wp.editPost;
	const SIDEBAR = 'dateline/dateline';
	const LOCK = 'dateline';
	/** Milliseconds without a change after which the story is compared with what was checked. */
	const REST = 500;
	/** Screens on which the sidebar lies over the story. */
	const NARROW = '(max-width: 781px)';
	/** Waits of 20 ms for the blocks to follow what was undone. */
	const FRAMES = 50;

	/** The plain text of a rich text, as the editor itself counts it. */
	function textOf( value, { keepsBlanks, multiline } ) {
		if ( typeof value === 'object' && typeof value.text === 'string' ) {
			return value.text;
		}
		return recordOf( value, { keepsBlanks, multiline } ).text;
	}

	function recordOf( value, { keepsBlanks, multiline } ) {
		return wp.richText.create( {
			html: String( value ),
			preserveWhiteSpace: keepsBlanks,
			...( multiline ? { multilineTag: multiline, multilineWrapperTags: [ 'ul', 'ol' ] } : {} ),
		} );
	}

	function piecesOfHtml( html ) {
		const parsed = new DOMParser().parseFromString( reading.withoutShortcodes( html ), 'text/html' );
		return reading.piecesOfTree( parsed.body );
	}

	const reader = reading.makeReader( { typeOf: wp.blocks.getBlockType, textOf, piecesOf: piecesOfHtml } );

	/** How the editor takes a title: as HTML of which it shows the words. */
	const TITLE = { keepsBlanks: true, multiline: null };

	/** The title and the excerpt, which are no blocks. */
	function fields() {
		const editor = select( 'core/editor' );
		const title = textOf( editor.getEditedPostAttribute( 'title' ) || '', TITLE );
		const excerpt = editor.getEditedPostAttribute( 'excerpt' ) || '';
		return [
			{ id: 'title', role: 'headline', text: positions.sendable( title ) },
			{ id: 'excerpt', role: 'standfirst', text: positions.sendable( excerpt ) },
		].filter( ( { text } ) => text.trim() );
	}

	function pieces() {
		return [ ...fields(), ...reader.pieces( select( 'core/block-editor' ).getBlocks() ) ];
	}

	/** A rich text with other words at a place, the formats of what stood there kept. */
	function rewritten( value, rich, { start, end }, words ) {
		const object = typeof value === 'object';
		const record = object ? wp.richText.create( { html: value.toHTMLString(), preserveWhiteSpace: rich.keepsBlanks } ) : recordOf( value, rich );
		const inserted = wp.richText.create( { text: words } );
		inserted.formats = Array.from( { length: words.length }, () => record.formats[ start ] );
		const multiline = rich.multiline ? { multilineTag: rich.multiline } : {};
		const html = wp.richText.toHTMLString( { value: wp.richText.insert( record, inserted, start, end ), preserveWhiteSpace: rich.keepsBlanks, ...multiline } );
		return object ? wp.richText.RichTextData.fromHTMLString( html, { preserveWhiteSpace: rich.keepsBlanks } ) : html;
	}

	/** HTML with other words in the place of `was`; null unless that stands in it once, as it is. */
	function rewrittenHtml( html, was, words ) {
		const at = html.indexOf( was );
		return at < 0 || html.indexOf( was, at + 1 ) >= 0 ? null : html.slice( 0, at ) + words + html.slice( at + was.length );
	}

	const editor = {
		read() {
			const post = select( 'core/editor' );
			return { pieces: pieces(), date: post.isEditedPostDateFloating() ? null : post.getEditedPostAttribute( 'date' ) };
		},

		now( piece ) {
			const found = pieces().find( ( { id } ) => id === piece.id );
			return found ? found.text : null;
		},

		show: ( piece, range ) => marking.show( piece, range, editor.now( piece ) ),
		go( piece, range ) {
			if ( window.matchMedia( NARROW ).matches ) {
				dispatch( 'core/edit-post' ).closeGeneralSidebar();
			}
			marking.go( piece, range, editor.now( piece ) );
		},

		replace( piece, { start, end }, words ) {
			if ( ! piece.block ) {
				const now = select( 'core/editor' ).getEditedPostAttribute( piece.id );
				const plain = () => now.slice( 0, start ) + words + now.slice( end );
				const changed = piece.id === 'title' ? rewritten( now, TITLE, { start, end }, words ) : plain();
				dispatch( 'core/editor' ).editPost( { [ piece.id ]: changed } );
				return true;
			}
			const { getBlockAttributes } = select( 'core/block-editor' );
			const { updateBlockAttributes, __unstableMarkLastChangeAsPersistent } = dispatch( 'core/block-editor' );
			const attributes = getBlockAttributes( piece.block );
			const { value } = reading.valuesAt( attributes, piece.path )[ 0 ];
			const changed = piece.raw
				? rewrittenHtml( value, editor.now( piece ).slice( start, end ), words )
				: rewritten( value, piece.rich, { start, end }, words );
			if ( changed === null ) {
				return false;
			}
			// What was typed before and what is typed after are undone on their own.
			__unstableMarkLastChangeAsPersistent();
			updateBlockAttributes( piece.block, reading.withValue( attributes, piece.path, changed ) );
			__unstableMarkLastChangeAsPersistent();
			return true;
		},

		async undo() {
			const written = () => JSON.stringify( pieces().map( ( { text } ) => text ) );
			const before = written();
			dispatch( 'core/editor' ).undo();
			// The blocks follow the undone post in the editor's own time.
			for ( let left = FRAMES; left > 0 && written() === before; left-- ) {
				await new Promise( ( resolve ) => setTimeout( resolve, 20 ) );
			}
		},

		mark: ( marks ) => marking.mark( marks, batch ),

		watch( read, told ) {
			const written = ( list ) => JSON.stringify( list.map( ( { id, text } ) => [ id, text ] ) );
			const then = written( read );
			let blocks = select( 'core/block-editor' ).getBlocks();
			let others = written( fields() );
			let differs = false;
			let timer = null;
			const compare = () => {
				const blocksNow = select( 'core/block-editor' ).getBlocks();
				const othersNow = written( fields() );
				if ( blocksNow === blocks && othersNow === others ) {
					return;
				}
				blocks = blocksNow;
				others = othersNow;
				const now = written( pieces() ) !== then;
				if ( now !== differs ) {
					differs = now;
					told( differs );
				}
			};
			const unsubscribe = wp.data.subscribe( () => {
				clearTimeout( timer );
				timer = setTimeout( compare, REST );
			} );
			return () => {
				clearTimeout( timer );
				unsubscribe();
			};
		},
	};

	let batch = ( work ) => work();

	const desk = dateline.desk.makeDesk( { editor, config } );

	function openPanel() {
		// WordPress 6.6 has moved this, too.
		( dispatch( 'core/editor' ).closePublishSidebar || dispatch( 'core/edit-post' ).closePublishSidebar )();
		dispatch( 'core/edit-post' ).openGeneralSidebar( SIDEBAR );
	}

	function lock() {
		const { lockPostSaving, unlockPostSaving } = dispatch( 'core/editor' );
		lockPostSaving( LOCK );
		return () => unlockPostSaving( LOCK );
	}

	const icon = h(
		'svg',
		{ viewBox: '0 0 24 24', width: 24, height: 24, xmlns: 'http://www.w3.org/2000/svg', 'aria-hidden': true, focusable: 'false' },
		h( 'path', { d: 'M4 5.5h16V7H4zM4 10h9v1.5H4zM4 14.5h6V16H4zM13.3 17.2l-2.1-2.1 1-1 1.1 1.1 5-5 1 1z' } )
	);

	function Dateline() {
		const registry = wp.data.useRegistry();
		batch = registry.batch ? ( work ) => registry.batch( work ) : batch;
		return h(
			wp.element.Fragment,
			null,
			h( PluginSidebarMoreMenuItem, { target: 'dateline', icon }, __( 'Dateline', 'dateline' ) ),
			h( PluginSidebar, { name: 'dateline', title: __( 'Dateline', 'dateline' ), icon }, h( view.Panel, { desk } ) ),
			h(
				PluginPrePublishPanel,
				{ title: __( 'Dateline', 'dateline' ), icon, initialOpen: true, className: 'dateline-prepublish' },
				h( view.Note, { desk, lock, openPanel } )
			)
		);
	}

	wp.plugins.registerPlugin( 'dateline', { icon, render: Dateline } );
} )( window.dateline, window.wp, window.datelineConfig );
