import type { RecognisedAccount } from '#domain/connections/recognition.ts';
import type { JudgedCandidate, ServerOffer } from '#mail/discovery/discovery.ts';
import type { Preset } from '#mail/presets/preset.ts';

/**
 * An account as it is kept: of each side the server that was proven, else the preferred one.
 *
 * @param address stands for a login that only its owner knows.
 */
export function recognisedAccount(
	{ candidate, imap, smtp }: JudgedCandidate,
	address: string,
	presets: readonly Preset[],
): RecognisedAccount {
	const preset = presets.find(({ key }) => key === candidate.preset);
	const server = ({ host, port, security, user }: ServerOffer) => ({
		...{ host, port, security },
		user: user ?? address,
	});
	const [way, ...others] = candidate.signIn;
	return {
		provider: candidate.preset ?? null,
		ways: [way!, ...others],
		imap: server(imap.proven ?? candidate.imap[0]!),
		smtp: server(smtp.proven ?? candidate.smtp[0]!),
		isElsewhere: candidate.isElsewhere,
		passwordPage: preset?.appPasswordUrl ?? null,
		dailyLimit: preset ? dailyLimitOf(preset) : null,
	};
}

/** Mails or recipients a day that every account has: one mail of ours has one recipient (5.7-14). */
function dailyLimitOf({ limits }: Preset): number | null {
	const days = limits.filter(({ of, per, accounts }) => per === 'day' && of !== 'submissions' && !accounts);
	return days.length > 0 ? Math.min(...days.map(({ most }) => most)) : null;
}
