/**
 * A report in words.
 *
 * @license GPL-2.0-or-later
 */
( function ( exports, i18n ) {
	'use strict';

	const { __, _n, _x, sprintf } = i18n;

	/** How verdicts read and look, the worst first. `flags` are what an editor has to look at. */
	const VERDICTS = {
		contradicted: { words: () => __( 'Conflicts with the record', 'dateline' ), sign: '✗', flags: true },
		unsupported: { words: () => __( 'Not in the source', 'dateline' ), sign: '∅', flags: true },
		suspect: { words: () => __( 'Please check', 'dateline' ), sign: '!', flags: true },
		supported: { words: () => __( 'Matches', 'dateline' ), sign: '✓', flags: false },
		not_enough_info: { words: () => __( 'No record', 'dateline' ), sign: '?', flags: false },
		not_checkable: { words: () => __( 'Not checkable', 'dateline' ), sign: '~', flags: false },
	};
	const DISMISSED = { words: () => __( 'Dismissed', 'dateline' ), sign: '–', flags: false };

	const REASONS = {
		too_recent: () => __( 'It is newer than what is on record.', 'dateline' ),
		ambiguous_name: () => __( 'The name could mean several people or places.', 'dateline' ),
		ambiguous_date: () => __( 'The date could mean several days.', 'dateline' ),
		contested: () => __( 'What is on record is disputed.', 'dateline' ),
		sources_disagree: () => __( 'The sources disagree.', 'dateline' ),
		attributed: () => __( 'Somebody else says so; it is not counted against the story.', 'dateline' ),
	};

	const ROLES = {
		headline: () => __( 'Headline', 'dateline' ),
		standfirst: () => __( 'Excerpt', 'dateline' ),
		caption: () => __( 'Caption', 'dateline' ),
		'quote box': () => __( 'Pull quote', 'dateline' ),
	};

	/** The verdict of a claim as it is shown; `open` is false for a flag that was dismissed. */
	function groupOf( claim ) {
		return claim.dismissed && VERDICTS[ claim.verdict ].flags ? 'dismissed' : claim.verdict;
	}

	function look( group ) {
		return group === 'dismissed' ? DISMISSED : VERDICTS[ group ];
	}

	/** The claims by how they are shown, the worst first; empty groups are left out. */
	function groups( claims ) {
		const by = new Map( [ ...Object.keys( VERDICTS ).slice( 0, 3 ), 'dismissed', ...Object.keys( VERDICTS ).slice( 3 ) ].map( ( name ) => [ name, [] ] ) );
		for ( const claim of claims ) {
			if ( VERDICTS[ claim.verdict ] ) {
				by.get( groupOf( claim ) ).push( claim );
			}
		}
		return [ ...by ].filter( ( [ , found ] ) => found.length ).map( ( [ name, found ] ) => ( { name, claims: found } ) );
	}

	/** How many conflicts, claims to check and dismissed flags there are. */
	function counts( claims ) {
		const found = { conflicts: 0, checks: 0, dismissed: 0 };
		for ( const claim of claims ) {
			const group = groupOf( claim );
			if ( group === 'contradicted' || group === 'unsupported' ) {
				found.conflicts++;
			} else if ( group === 'suspect' ) {
				found.checks++;
			} else if ( group === 'dismissed' ) {
				found.dismissed++;
			}
		}
		return found;
	}

	/** The flags in a sentence. */
	function flags( found ) {
		const parts = [];
		if ( found.conflicts ) {
			/* translators: %d: a number of claims. */
			parts.push( sprintf( _n( '%d conflict with the record', '%d conflicts with the record', found.conflicts, 'dateline' ), found.conflicts ) );
		}
		if ( found.checks ) {
			/* translators: %d: a number of claims that a person should look at. */
			parts.push( sprintf( _n( '%d to check', '%d to check', found.checks, 'dateline' ), found.checks ) );
		}
		if ( found.dismissed ) {
			/* translators: %d: a number of flags that an editor has dismissed. */
			parts.push( sprintf( _n( '%d dismissed', '%d dismissed', found.dismissed, 'dateline' ), found.dismissed ) );
		}
		/* translators: between the parts of a list. */
		return parts.join( _x( ', ', 'list', 'dateline' ) );
	}

	/** What came out, leading the report. */
	function outcome( report ) {
		if ( ! report.claims.length ) {
			return __( 'No claim that could be checked was found', 'dateline' );
		}
		const said = flags( counts( report.claims ) );
		if ( said ) {
			return said;
		}
		return report.outcome === 'too_little_checked'
			? __( 'Too little could be checked to say', 'dateline' )
			: __( 'No conflict with the record was found', 'dateline' );
	}

	/** How much of the story was checked. */
	function coverage( report ) {
		const { checkable, checked, truncated } = report.coverage;
		const said = sprintf(
			/* translators: 1: a number of claims, 2: the number of claims that can be checked. */
			_n( '%1$d of %2$d claim checked', '%1$d of %2$d claims checked', checkable, 'dateline' ),
			checked,
			checkable
		);
		/* translators: %s: how many claims were checked. */
		return truncated ? sprintf( __( '%s; the end of the story was not read', 'dateline' ), said ) : said;
	}

	/** What the band of a score means. */
	function band( report ) {
		if ( report.score >= 75 ) {
			return __( 'nothing of its own that was checked conflicts with the record', 'dateline' );
		}
		return report.score >= 50
			? __( 'some claims need a second look, none conflicts outright', 'dateline' )
			: __( 'at least one claim conflicts', 'dateline' );
	}

	/** The score with its interval and its band, or why there is none. */
	function score( report ) {
		if ( report.score === null ) {
			/* translators: %s: a reason. */
			return report.score_reason ? sprintf( __( 'No score: %s', 'dateline' ), report.score_reason ) : __( 'No score', 'dateline' );
		}
		if ( ! report.interval ) {
			/* translators: 1: a score, 2: what it means. */
			return sprintf( __( 'Score %1$s of 100: %2$s', 'dateline' ), report.score.toFixed( 0 ), band( report ) );
		}
		return sprintf(
			/* translators: 1: a score, 2: the least it may be, 3: the most it may be, 4: what it means. */
			__( 'Score %1$s of 100 (%2$s to %3$s): %4$s', 'dateline' ),
			Math.floor( report.score ),
			Math.floor( report.interval[ 0 ] ),
			Math.ceil( report.interval[ 1 ] ),
			band( report )
		);
	}

	/** A day as people write it in the language of the site, without a shift by time zones. */
	function day( iso, locale ) {
		const [ year, month, date ] = iso.split( '-' ).map( Number );
		const made = new Date( Date.UTC( 2000, month - 1, date ) );
		made.setUTCFullYear( year );
		return made.toLocaleDateString( locale, { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' } );
	}

	/** As of which day the story was checked, and whether that was assumed. */
	function dated( date, locale ) {
		const written = day( date.day, locale );
		switch ( date.basis ) {
			case 'published':
				/* translators: %s: a day. */
				return sprintf( __( 'Checked as of %s, its day of publication.', 'dateline' ), written );
			case 'scheduled':
				/* translators: %s: a day. */
				return sprintf( __( 'Checked as of %s (assumed: the date that is set for it).', 'dateline' ), written );
			default:
				/* translators: %s: a day. */
				return sprintf( __( 'Checked as of %s (assumed: today, as the draft has no date).', 'dateline' ), written );
		}
	}

	/** Why a claim was not decided; empty where its verdict says it all. */
	function because( claim ) {
		return claim.reason_detail || ( REASONS[ claim.reason ] ? REASONS[ claim.reason ]() : '' );
	}

	/** Where evidence comes from. */
	function source( fact, locale ) {
		const parts = [ fact.source ];
		if ( fact.published_at ) {
			parts.push( day( fact.published_at.slice( 0, 10 ), locale ) );
		}
		if ( fact.same_publisher ) {
			parts.push( __( 'your own publisher', 'dateline' ) );
		}
		return parts.join( _x( ', ', 'list', 'dateline' ) ) + ( fact.status_text ? ` [${ fact.status_text }]` : '' );
	}

	/** Whether open flags hold publication, as the owner of the site has set it. */
	function holds( claims, config ) {
		if ( config.hold !== 'conflicts' && config.hold !== 'checks' ) {
			return false;
		}
		return claims.some( ( claim ) => {
			const look_at = VERDICTS[ claim.verdict ];
			const counts_here = look_at && look_at.flags && ( config.hold === 'checks' || claim.verdict !== 'suspect' );
			return counts_here && ! claim.dismissed && claim.reason !== 'attributed' && claim.confidence * 100 >= config.holdFrom;
		} );
	}

	/** The role of a piece, empty for the body of the story. */
	function role( name ) {
		return ROLES[ name ] ? ROLES[ name ]() : '';
	}

	Object.assign( exports, { look, groupOf, groups, counts, flags, outcome, coverage, score, dated, because, source, holds, role } );
} )(
	typeof module === 'object' ? module.exports : ( ( window.dateline = window.dateline || {} ).wording = {} ),
	globalThis.wp.i18n
);
