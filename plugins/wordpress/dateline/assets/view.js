/**
 * A report on screen: the panel of both editors, and the note before publishing.
 *
 * @license GPL-2.0-or-later
 */
( function ( exports, compare, wording, wp ) {
	'use strict';

	const { createElement: h, Fragment, memo, useEffect, useRef, useState } = wp.element;
	const { Button } = wp.components;
	const { __, sprintf } = wp.i18n;
	const LOCALE = document.documentElement.lang || undefined;
	const AGAINST = new Set( [ 'refutes', 'distorts', 'untold' ] );

	/** The state of a desk, whenever it changes. */
	function useDesk( desk ) {
		const [ state, setState ] = useState( desk.state );
		useEffect( () => {
			setState( desk.state );
			return desk.subscribe( setState );
		}, [ desk ] );
		return state;
	}

	function Differing( { stretches } ) {
		return stretches.map( ( { text, differs }, at ) => ( differs ? h( 'mark', { key: at }, text ) : h( Fragment, { key: at }, text ) ) );
	}

	function Finding( { finding } ) {
		if ( ! AGAINST.has( finding.bearing ) || ! finding.claimed || ! finding.recorded ) {
			return finding.detail ? h( 'p', null, finding.detail ) : null;
		}
		const [ claimed, recorded ] = compare.differing( finding.claimed, finding.recorded );
		return h(
			Fragment,
			null,
			h( 'p', null, finding.detail ),
			h(
				'dl',
				{ className: 'dateline-sides' },
				h( 'div', null, h( 'dt', null, __( 'The story says', 'dateline' ) ), h( 'dd', null, h( Differing, { stretches: claimed } ) ) ),
				h( 'div', null, h( 'dt', null, __( 'On record', 'dateline' ) ), h( 'dd', null, h( Differing, { stretches: recorded } ) ) )
			)
		);
	}

	function Evidence( { fact } ) {
		const source = wording.source( fact, LOCALE );
		const linked = /^https?:\/\//i.test( fact.url || '' );
		return h(
			'li',
			null,
			fact.quote ? h( 'q', null, fact.quote ) : [ fact.statement, fact.when ].filter( Boolean ).join( ', ' ),
			' ',
			h( 'cite', null, linked ? h( 'a', { href: fact.url, target: '_blank', rel: 'noopener noreferrer' }, source ) : source )
		);
	}

	function Dismissal( { claim, desk, busy } ) {
		const [ asking, setAsking ] = useState( false );
		const [ why, setWhy ] = useState( '' );
		const field = useRef( null );
		const id = `dateline-why-${ claim.id }`;
		useEffect( () => {
			if ( asking && field.current ) {
				field.current.focus();
			}
		}, [ asking ] );
		if ( ! asking ) {
			return h( Button, { variant: 'secondary', onClick: () => setAsking( true ) }, __( 'Dismiss…', 'dateline' ) );
		}
		const send = ( event ) => {
			event.preventDefault();
			if ( why.trim() && ! busy ) {
				desk.decide( claim, why.trim() );
			}
		};
		return h(
			// No form: in the classic editor one would stand inside that of the post.
			'div',
			{ className: 'dateline-dismissal' },
			h( 'label', { htmlFor: id }, __( 'Why is this no conflict?', 'dateline' ) ),
			h( 'textarea', { id, ref: field, value: why, rows: 2, maxLength: 1000, onChange: ( event ) => setWhy( event.target.value ) } ),
			h(
				'div',
				{ className: 'dateline-actions' },
				h( Button, { variant: 'primary', isBusy: busy, 'aria-disabled': ! why.trim() || busy, onClick: send }, __( 'Dismiss the flag', 'dateline' ) ),
				h( Button, { variant: 'tertiary', onClick: () => setAsking( false ) }, __( 'Cancel', 'dateline' ) )
			)
		);
	}

	function Actions( { claim, desk, busy, stored } ) {
		const flag = wording.look( claim.verdict ).flags;
		const { mayDismiss } = desk.config;
		return h(
			'div',
			{ className: 'dateline-actions' },
			desk.canCorrect( claim ) &&
				h(
					Button,
					{ variant: 'primary', onClick: () => desk.correct( claim ) },
					/* translators: 1: words in the story, 2: words that would stand there instead. */
					sprintf( __( 'Change “%1$s” to “%2$s”', 'dateline' ), desk.wordsOf( claim ), claim.suggestion.edit.replacement )
				),
			h( Button, { variant: 'secondary', onClick: () => desk.go( claim ) }, __( 'Go to the words', 'dateline' ) ),
			flag && mayDismiss && stored && ! claim.dismissed && h( Dismissal, { claim, desk, busy } ),
			flag &&
				mayDismiss &&
				stored &&
				claim.dismissed &&
				h( Button, { variant: 'secondary', isBusy: busy, onClick: () => ! busy && desk.decide( claim, null ) }, __( 'Make it a flag again', 'dateline' ) )
		);
	}

	function Details( { claim, desk, busy, stored, notice } ) {
		const because = wording.because( claim );
		const { suggestion, dismissed } = claim;
		return h(
			'div',
			{ className: 'dateline-details', id: `dateline-claim-${ claim.id }` },
			dismissed &&
				h(
					'p',
					{ className: 'dateline-dismissed' },
					sprintf(
						/* translators: 1: a person, 2: a day, 3: the reason that the person gave. */
						__( 'Dismissed by %1$s on %2$s: %3$s', 'dateline' ),
						dismissed.by,
						new Date( dismissed.at ).toLocaleDateString( LOCALE, { dateStyle: 'long' } ),
						dismissed.why
					)
				),
			claim.statement !== claim.quote && h( 'p', { className: 'dateline-statement' }, claim.statement ),
			because && h( 'p', null, because ),
			claim.findings.map( ( finding, at ) => h( Finding, { key: at, finding } ) ),
			suggestion &&
				suggestion.text &&
				/* translators: %s: a fact. */
				h( 'p', null, sprintf( __( 'Nearest on record: %s.', 'dateline' ), suggestion.text.replace( /\.$/, '' ) ) ),
			suggestion && suggestion.would_hold && h( 'p', null, suggestion.would_hold ),
			claim.evidence.length > 0 &&
				h(
					'div',
					{ className: 'dateline-evidence' },
					h( 'p', { className: 'dateline-label' }, __( 'Evidence', 'dateline' ) ),
					h(
						'ul',
						null,
						claim.evidence.map( ( fact, at ) => h( Evidence, { key: at, fact } ) )
					)
				),
			h( Actions, { claim, desk, busy, stored } ),
			notice && h( 'p', { className: 'dateline-notice is-warning', role: 'status' }, notice )
		);
	}

	/** One claim. It is drawn again only when something of its own changes, however long the list is. */
	const Claim = memo( function ( { claim, desk, open, moved, busy, stored, notice } ) {
		const role = wording.role( desk.roleOf( claim ) );
		const button = useRef( null );
		useEffect( () => {
			// It has just come here from another group, and the button that was pressed is gone.
			if ( moved ) {
				button.current.focus();
			}
		}, [ moved ] );
		return h(
			'li',
			{ className: 'dateline-claim' + ( open ? ' is-open' : '' ) },
			h(
				'button',
				{
					type: 'button',
					ref: button,
					'aria-expanded': open,
					'aria-controls': open ? `dateline-claim-${ claim.id }` : undefined,
					onClick: () => desk.show( claim ),
				},
				role && h( 'span', { className: 'dateline-role' }, role ),
				h( 'span', { className: 'dateline-quote' }, claim.quote )
			),
			open && h( Details, { claim, desk, busy, stored, notice } )
		);
	} );

	/** The claims with one verdict; a folded group draws none of them. */
	const Group = memo( function ( { name, claims, desk, openId, movedId, busyId, stored, notice } ) {
		const look = wording.look( name );
		const [ unfolded, setUnfolded ] = useState( look.flags || movedId !== null );
		useEffect( () => {
			if ( movedId !== null ) {
				setUnfolded( true );
			}
		}, [ movedId ] );
		return h(
			'section',
			{ className: `dateline-group is-${ name }` },
			h(
				// The administration has styles of its own for headings in boxes.
				'div',
				{ className: 'dateline-head', role: 'heading', 'aria-level': 3 },
				h(
					'button',
					{ type: 'button', 'aria-expanded': unfolded, onClick: () => setUnfolded( ! unfolded ) },
					h( 'span', { className: 'dateline-sign', 'aria-hidden': true }, look.sign ),
					h( 'span', null, look.words() ),
					h( 'span', { className: 'dateline-count' }, claims.length ),
					h( 'span', { className: 'dateline-fold', 'aria-hidden': true } )
				)
			),
			unfolded &&
				h(
					'ul',
					null,
					claims.map( ( claim ) =>
						h( Claim, {
							key: claim.id,
							claim,
							desk,
							stored,
							open: claim.id === openId,
							moved: claim.id === movedId,
							busy: claim.id === busyId,
							notice: notice && notice.claim === claim.id ? notice.text : null,
						} )
					)
				)
		);
	} );

	/** Which of a value belongs to a group, so that the others see no change. */
	function within( claims, id ) {
		return claims.some( ( claim ) => claim.id === id ) ? id : null;
	}

	/** The score on its scale, with the bands that anyone can check. For the eye alone: the words say the same. */
	function Scale( { report } ) {
		const [ low, high ] = report.interval || [ report.score, report.score ];
		return h(
			'svg',
			{ className: 'dateline-scale', viewBox: '0 0 100 6', preserveAspectRatio: 'none', 'aria-hidden': true, focusable: 'false' },
			h( 'rect', { className: 'is-low', x: 0, y: 2, width: 49.5, height: 2 } ),
			h( 'rect', { className: 'is-middle', x: 50, y: 2, width: 24.5, height: 2 } ),
			h( 'rect', { className: 'is-high', x: 75, y: 2, width: 25, height: 2 } ),
			h( 'rect', { className: 'is-spread', x: low, y: 1, width: Math.max( high - low, 0.5 ), height: 4 } ),
			h( 'rect', { className: 'is-point', x: Math.min( Math.max( report.score - 0.5, 0 ), 99 ), y: 0, width: 1, height: 6 } )
		);
	}

	const Result = memo( function ( { desk, report, date, stored, stale, open, moved, busy, notice } ) {
		return h(
			Fragment,
			null,
			h(
				'div',
				{ className: 'dateline-summary' + ( stale ? ' is-stale' : '' ) },
				h( 'div', { className: 'dateline-outcome', role: 'heading', 'aria-level': 2 }, wording.outcome( report ) ),
				h( 'p', null, wording.coverage( report ) ),
				report.score !== null && h( Scale, { report } ),
				h( 'p', { className: 'dateline-score' }, wording.score( report ) ),
				h( 'p', { className: 'dateline-date' }, wording.dated( date, LOCALE ) )
			),
			! stored &&
				report.claims.length > 0 &&
				h( 'p', { className: 'dateline-notice' }, __( 'The service has not kept this report, so no flag can be dismissed.', 'dateline' ) ),
			wording.groups( report.claims ).map( ( { name, claims } ) =>
				h( Group, {
					key: name,
					name,
					claims,
					desk,
					stored,
					openId: within( claims, open ),
					movedId: within( claims, moved ),
					busyId: within( claims, busy ),
					notice: notice && within( claims, notice.claim ) ? notice : null,
				} )
			)
		);
	} );

	function Trouble( { error } ) {
		return h(
			'div',
			{ className: 'dateline-notice is-error' },
			h( 'p', null, error.message ),
			error.detail && h( 'p', { className: 'dateline-small' }, error.detail )
		);
	}

	/** What was left open when the story was last checked, before this page was opened. */
	function Last( { last } ) {
		const when = new Date( last.at ).toLocaleString( LOCALE, { dateStyle: 'long', timeStyle: 'short' } );
		const open = wording.flags( { ...last, dismissed: 0 } );
		const text = open
			? /* translators: 1: a date and time, 2: how many flags were open. */
			  sprintf( __( 'Last checked on %1$s: %2$s.', 'dateline' ), when, open )
			: /* translators: %s: a date and time. */
			  sprintf( __( 'Last checked on %s: nothing was left open.', 'dateline' ), when );
		return h( 'p', { className: 'dateline-small' }, text );
	}

	function Unready( { config } ) {
		return h(
			'p',
			null,
			__( 'Dateline has not been set up yet.', 'dateline' ),
			' ',
			config.settings ? h( 'a', { href: config.settings }, __( 'Name its address in the settings', 'dateline' ) ) : __( 'Please tell whoever runs this site.', 'dateline' )
		);
	}

	/** What happens now, in words that are read aloud when they change. */
	function status( { phase, report, stale, error } ) {
		if ( phase === 'checking' ) {
			return __( 'Checking the story…', 'dateline' );
		}
		if ( phase === 'failed' ) {
			return error.message;
		}
		if ( phase === 'checked' && stale ) {
			return __( 'The story has changed since this check.', 'dateline' );
		}
		return phase === 'checked' ? `${ wording.outcome( report ) }. ${ wording.coverage( report ) }.` : '';
	}

	/** The panel: a button, what came out, and the claims. */
	function Panel( { desk } ) {
		const state = useDesk( desk );
		const { phase, report, error, stale, corrected } = state;
		const { config } = desk;
		if ( ! config.ready ) {
			return h( 'div', { className: 'dateline-panel' }, h( Unready, { config } ) );
		}
		const checking = phase === 'checking';
		return h(
			'div',
			{ className: 'dateline-panel' },
			h(
				Button,
				{
					variant: report && ! stale && ! checking ? 'secondary' : 'primary',
					className: 'dateline-check',
					isBusy: checking,
					'aria-disabled': checking,
					onClick: () => ! checking && desk.check(),
				},
				report ? __( 'Check again', 'dateline' ) : __( 'Check the story', 'dateline' )
			),
			h( 'p', { className: 'screen-reader-text', role: 'status' }, status( state ) ),
			phase === 'idle' && h( 'p', null, __( 'Reads what stands in the editor, saved or not: headline, text and captions.', 'dateline' ) ),
			phase === 'idle' && config.last && h( Last, { last: config.last } ),
			phase === 'failed' && h( Trouble, { error } ),
			phase === 'checked' && stale && h( 'p', { className: 'dateline-notice is-warning' }, __( 'The story has changed since this check.', 'dateline' ) ),
			corrected &&
				h(
					'div',
					{ className: 'dateline-notice is-success' },
					h( 'p', null, corrected.text ),
					h( Button, { variant: 'link', onClick: desk.undo }, __( 'Undo', 'dateline' ) )
				),
			report &&
				h( Result, {
					desk,
					report,
					date: state.date,
					stored: state.stored,
					stale: stale || phase === 'failed',
					open: state.open,
					moved: state.moved,
					busy: state.busy,
					notice: state.notice,
				} )
		);
	}

	/** The note before publishing. It checks what was not checked yet, and holds only where the owner has said so. */
	function Note( { desk, lock, openPanel } ) {
		const state = useDesk( desk );
		const { phase, report, error, stale, holds } = state;
		const { config } = desk;
		useEffect( () => {
			if ( config.ready && phase !== 'checking' && ( phase !== 'checked' || stale ) ) {
				desk.check();
			}
			// Once, when the panel opens.
		}, [] );
		const waits = config.hold !== 'never' && phase === 'checking';
		useEffect( () => ( holds || waits ? lock() : undefined ), [ holds, waits ] );
		if ( ! config.ready ) {
			return h( Unready, { config } );
		}
		if ( phase === 'checking' || phase === 'idle' ) {
			return h( 'p', { role: 'status' }, __( 'Checking the story…', 'dateline' ) );
		}
		if ( phase === 'failed' ) {
			return h( 'div', { role: 'status' }, h( Trouble, { error } ) );
		}
		const low = report.score !== null && report.score < config.warnBelow;
		return h(
			'div',
			{ className: 'dateline-note' + ( low ? ' is-warning' : '' ), role: 'status' },
			h( 'p', null, h( 'strong', null, wording.outcome( report ) ), h( 'br' ), wording.coverage( report ) ),
			h( 'p', null, wording.score( report ) ),
			h( 'p', { className: 'dateline-date' }, wording.dated( state.date, LOCALE ) ),
			holds &&
				h(
					'p',
					{ className: 'dateline-notice is-error' },
					__( 'Publication is held until each of these is mended or dismissed. The draft can be saved as ever.', 'dateline' )
				),
			report.claims.length > 0 && h( Button, { variant: 'secondary', onClick: openPanel }, __( 'Look at the claims', 'dateline' ) )
		);
	}

	exports.useDesk = useDesk;
	exports.Panel = Panel;
	exports.Note = Note;
} )( ( window.dateline.view = {} ), window.dateline.compare, window.dateline.wording, window.wp );
