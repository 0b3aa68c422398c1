import type { Recognition } from '#domain/connections/recognition.ts';
import { candidateOfPreset } from '#mail/discovery/candidates.ts';
import { parseAddress } from '#mail/mime/address.ts';
import type { Preset } from '#mail/presets/preset.ts';
import { accountsOf } from '#mail/presets/recognise.ts';
import { recognisedAccount } from './recognised-account.ts';

/** The accounts of a provider that a person named; which of them answers, the test tells. An unknown one has none. */
export function recognitionOfChoice(
	provider: string,
	address: string,
	presets: readonly Preset[],
): Recognition {
	const preset = presets.find(({ key }) => key === provider);
	const parsed = parseAddress(address);
	const accounts = preset && parsed && preset.signIn.length > 0 ? accountsOf(preset) : [];
	const untried = { proven: undefined, tries: [] };
	return {
		steps: [],
		foundBy: accounts.length > 0 ? 'chosen' : null,
		isProven: true,
		obstacle: preset && accounts.length === 0 ? 'unconnectable' : null,
		accounts: accounts.map((account) =>
			recognisedAccount(
				{
					candidate: candidateOfPreset(account, parsed!, 'domain', false),
					foundBy: [],
					...{ imap: untried, smtp: untried },
				},
				address,
				presets,
			),
		),
	};
}
