import type { Recognition } from '#domain/connections/recognition.ts';
import type { SearchEnd, StepReport } from '#mail/discovery/discovery.ts';
import type { Preset } from '#mail/presets/preset.ts';
import { recognisedAccount } from './recognised-account.ts';

/** More than anybody reads. */
const ACCOUNTS_AT_MOST = 6;

/**
 * A search as it is kept: what each step found, and the accounts that answer, the best first. Those that nobody reached are
 * kept too where nothing else was found: the test says what is wrong with them.
 *
 * @param address stands for a login that only its owner knows.
 */
export function recognitionOfSearch(
	steps: readonly StepReport[],
	{ outcome, candidates }: SearchEnd,
	address: string,
	presets: readonly Preset[],
): Recognition {
	const answering = candidates.filter(({ imap, smtp }) => imap.proven && smtp.proven);
	const kept = (answering.length > 0 ? answering : candidates).filter(
		({ candidate }) => candidate.signIn.length > 0,
	);
	const [best] = kept;
	return {
		steps: steps.map(({ step, outcome: said, milliseconds, candidates: found, recognised }) => ({
			step,
			outcome: said,
			milliseconds: Math.round(milliseconds),
			found: found[0]?.imap[0]?.host ?? recognised ?? null,
		})),
		foundBy: best?.foundBy[0] ?? null,
		isProven: best !== undefined && !best.candidate.isLikely && answering.length > 0,
		obstacle: best || outcome === 'proven' || outcome === 'unproven' ? null : outcome,
		accounts: kept.slice(0, ACCOUNTS_AT_MOST).map((judged) => recognisedAccount(judged, address, presets)),
	};
}
