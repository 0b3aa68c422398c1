import { isSilent } from './summarise-domain.ts';
import { summariseKnown } from './kept-reading.ts';
import type { KeptReading } from './kept-reading.ts';

/** What a reading has to tell beside the one before it: a line of the domain's history each. */
export type DomainChange =
	| { readonly kind: 'right' | 'needs-mail' | 'nothing-to-publish' | 'silent' | 'answers' }
	/** `count` checks have something to do: `checks` names them. */
	| { readonly kind: 'to-publish'; readonly count: number; readonly checks: string };

/** Compares what is known, so that a silence changes nothing of it. */
export function domainChanges(before: KeptReading | undefined, now: KeptReading): DomainChange[] {
	const was = before && stands(before);
	const is = stands(now);
	const isKnown = is.kind !== 'unread';
	const silence = [before, now].map((reading) => reading?.checks.some(isSilent) ?? false);
	return [
		...(isKnown && (was?.kind !== is.kind || was.checks !== is.checks) ? [changeOf(is)] : []),
		...(!silence[0] && silence[1] ? [{ kind: 'silent' } as const] : []),
		...(silence[0] && !silence[1] ? [{ kind: 'answers' } as const] : []),
	];
}

/** `broken`: it lacks something that it had, or that a new sender asks for; `mended`: it lacks nothing any more. */
export type DomainTurn = 'broken' | 'mended';

/** Whether a domain turned between two readings; a first one, or a silence, is no turn. */
export function domainTurn(before: KeptReading | undefined, now: KeptReading): DomainTurn | undefined {
	if (!before) return undefined;
	const [was, is] = [stands(before).kind, stands(now).kind];
	if (was === 'unread' || is === 'unread' || (was === 'to-publish') === (is === 'to-publish'))
		return undefined;
	return is === 'to-publish' ? 'broken' : 'mended';
}

interface Standing {
	readonly kind: 'right' | 'needs-mail' | 'nothing-to-publish' | 'to-publish' | 'unread';
	readonly count: number;
	readonly checks: string;
}

function stands(reading: KeptReading): Standing {
	const { state, count, needsMail } = summariseKnown(reading);
	const toDo = reading.checks
		.map((check) => check.known ?? check)
		.filter((check) => check.state === 'to-publish' || check.state === 'wrong');
	return {
		kind: state === 'unread' && needsMail ? 'needs-mail' : state,
		count,
		checks: toDo.map(({ check }) => check).join(' '),
	};
}

function changeOf({ kind, count, checks }: Standing): DomainChange {
	if (kind === 'to-publish') return { kind, count, checks };
	return { kind: kind === 'unread' ? 'silent' : kind };
}
