/**
 * Where a story is checked: what is known of it, and what can be done about it. The same beside either editor.
 *
 * The state lies here and not in the editor's own stores, so that typing wakes none of it.
 *
 * @license GPL-2.0-or-later
 */
( function ( exports, positions, wording, wp ) {
	'use strict';

	const { __, sprintf } = wp.i18n;
	/** Seconds beyond the server's own timeout after which this side gives up, too. */
	const GRACE = 5;

	/**
	 * A desk for one story. `editor` is the editor that it is written in:
	 *
	 * `read()` gives `{ pieces, date }` of the story as it stands; `now( piece )` the text of a piece today, null where it
	 * is gone; `show( piece, range, claim )` scrolls to words and highlights them, and says whether that worked;
	 * `go( piece, range )` puts the caret there; `replace( piece, range, words )` changes words in one step that can be
	 * undone, and says whether it did; `undo()` undoes it, in a promise; `mark( marks )` marks words in the story; `watch( pieces, told )`
	 * calls `told( true )` when the story is no longer what was read, `told( false )` when it is that again, and gives what
	 * ends this.
	 */
	function makeDesk( { editor, config } ) {
		let state = {
			phase: 'idle',
			report: null,
			stored: false,
			date: null,
			error: null,
			stale: false,
			open: null,
			moved: null,
			busy: null,
			notice: null,
			corrected: null,
			holds: false,
		};
		let pieces = new Map();
		let stopped = null;
		let unwatch = null;
		const listeners = new Set();

		function set( changes ) {
			state = { ...state, ...changes };
			listeners.forEach( ( listener ) => listener( state ) );
		}

		function say( text ) {
			wp.a11y.speak( text, 'polite' );
		}

		/** Ask this site's server; an error of any kind becomes one with a sentence for a person. */
		async function ask( path, method, data, signal ) {
			try {
				return await wp.apiFetch( { path: `/dateline/v1/posts/${ config.post }/${ path }`, method, data, signal } );
			} catch ( error ) {
				if ( error && typeof error.code === 'string' && error.code.startsWith( 'dateline_' ) ) {
					throw { message: error.message, detail: ( error.data && error.data.detail ) || '', code: error.code };
				}
				if ( error && error.code === 'rest_forbidden' ) {
					throw { message: __( 'You may not do that on this story.', 'dateline' ), detail: '', code: error.code };
				}
				throw {
					message: __( 'No answer came from this site. You can save and publish as usual, and check again later.', 'dateline' ),
					detail: '',
					code: 'dateline_silence',
				};
			}
		}

		/** Read the story as it stands and have all of it judged. Of two checks the later one counts. */
		async function check() {
			if ( stopped ) {
				stopped.abort();
			}
			const mine = ( stopped = new AbortController() );
			const limit = setTimeout( () => mine.abort(), ( config.timeout + GRACE ) * 1000 );
			const read = editor.read();
			if ( unwatch ) {
				unwatch();
			}
			let changed = false;
			unwatch = editor.watch( read.pieces, ( differs ) => {
				changed = differs;
				if ( state.phase === 'checked' ) {
					set( { stale: differs } );
				}
			} );
			set( { phase: 'checking', error: null, notice: null } );
			try {
				const segments = read.pieces.map( ( { id, role, text } ) => ( { id, role, text } ) );
				const answer = await ask( 'check', 'POST', { segments, date: read.date }, mine.signal );
				if ( mine !== stopped ) {
					return;
				}
				pieces = new Map( read.pieces.map( ( piece ) => [ piece.id, piece ] ) );
				set( {
					phase: 'checked',
					report: answer.report,
					stored: answer.stored,
					date: answer.date,
					stale: changed,
					open: null,
					moved: null,
					holds: wording.holds( answer.report.claims, config ),
				} );
				mark();
			} catch ( error ) {
				if ( mine === stopped ) {
					// What was found before may not hold for the story as it is, and nobody can be asked: nothing is held.
					set( { phase: 'failed', error, stale: true, holds: false } );
				}
			} finally {
				clearTimeout( limit );
				if ( mine === stopped ) {
					stopped = null;
				}
			}
		}

		/** A piece that a claim stands in, and where in its text of then, in the editor's count. */
		function place( claim, start, end ) {
			const piece = pieces.get( claim.segment );
			return piece ? { piece, ...positions.units( piece.text, start, end ) } : null;
		}

		/** Where the words of a claim are now; null where they have changed. */
		function placeNow( claim ) {
			const then = place( claim, claim.start, claim.end );
			const now = then && editor.now( then.piece );
			const found = typeof now === 'string' ? positions.follow( then.piece.text, now, then.start, then.end ) : null;
			return found && { piece: then.piece, ...found };
		}

		/** Mark in the story what is flagged. */
		function mark() {
			const flagged = state.report.claims.filter( ( claim ) => wording.look( wording.groupOf( claim ) ).flags );
			editor.mark(
				flagged.flatMap( ( claim ) => {
					const found = placeNow( claim );
					return found ? [ { id: claim.id, verdict: claim.verdict, ...found } ] : [];
				} )
			);
		}

		/** Open a claim in the list and show its words in the story; the open one is closed. */
		function show( claim ) {
			if ( state.open === claim.id ) {
				set( { open: null, moved: null, notice: null } );
				return;
			}
			const found = placeNow( claim );
			const shown = found ? editor.show( found.piece, found, claim ) : false;
			set( {
				open: claim.id,
				moved: null,
				notice: shown ? null : { claim: claim.id, text: __( 'These words have changed since the check, or cannot be shown here.', 'dateline' ) },
			} );
		}

		/** Put the caret where the words of a claim are. */
		function go( claim ) {
			const found = placeNow( claim );
			if ( found ) {
				editor.go( found.piece, found );
			}
		}

		/** Whether one click can put a claim right. */
		function canCorrect( claim ) {
			const edit = claim.suggestion && claim.suggestion.edit;
			const piece = edit && pieces.get( claim.segment );
			return !! piece && ! piece.elsewhere;
		}

		/** Make the change of words that the report offers, then have the whole story judged again. */
		async function correct( claim ) {
			const { edit } = claim.suggestion;
			const now = placeNow( claim );
			const whole = place( claim, claim.start, claim.end );
			const part = place( claim, edit.start, edit.end );
			let done = false;
			if ( now ) {
				const start = now.start + part.start - whole.start;
				done = editor.replace( now.piece, { start, end: start + part.end - part.start }, edit.replacement );
			}
			if ( ! done ) {
				set( { notice: { claim: claim.id, text: __( 'These words have changed since the check. Please check again.', 'dateline' ) } } );
				return;
			}
			const was = part.piece.text.slice( part.start, part.end );
			/* translators: 1: words before, 2: words after. */
			const text = sprintf( __( '“%1$s” was changed to “%2$s”.', 'dateline' ), was, edit.replacement );
			set( { corrected: { text } } );
			say( text );
			await check();
		}

		/** Take the last correction back. */
		async function undo() {
			await editor.undo();
			set( { corrected: null } );
			say( __( 'The change was taken back.', 'dateline' ) );
			await check();
		}

		/** Decide about a flag: `why` dismisses it, null makes it a flag again. */
		async function decide( claim, why ) {
			set( { busy: claim.id, notice: null } );
			try {
				const data = why === null ? { claim_key: claim.claim_key } : { claim_key: claim.claim_key, why };
				const { dismissed } = await ask( 'dismissals', why === null ? 'DELETE' : 'POST', data );
				const claims = state.report.claims.map( ( one ) => ( one.claim_key === claim.claim_key ? { ...one, dismissed } : one ) );
				const report = { ...state.report, claims };
				set( { report, busy: null, moved: claim.id, holds: wording.holds( report.claims, config ) } );
				mark();
				say( dismissed ? __( 'The flag was dismissed.', 'dateline' ) : __( 'It is a flag again.', 'dateline' ) );
			} catch ( error ) {
				const text = error.detail ? `${ error.message } ${ error.detail }` : error.message;
				set( { busy: null, notice: { claim: claim.id, text } } );
			}
		}

		return {
			config,
			get state() {
				return state;
			},
			subscribe( listener ) {
				listeners.add( listener );
				return () => listeners.delete( listener );
			},
			roleOf: ( claim ) => ( pieces.get( claim.segment ) || { role: 'body' } ).role,
			/** The words that a correction would change. */
			wordsOf( claim ) {
				const part = place( claim, claim.suggestion.edit.start, claim.suggestion.edit.end );
				return part.piece.text.slice( part.start, part.end );
			},
			check,
			show,
			go,
			canCorrect,
			correct,
			undo,
			decide,
		};
	}

	exports.makeDesk = makeDesk;
} )( ( ( window.dateline = window.dateline || {} ).desk = {} ), window.dateline.positions, window.dateline.wording, window.wp );
