import { expect, it } from 'vitest';
import { PRESETS } from '#mail/presets/presets.ts';
import { CHOOSABLE_PROVIDERS, providerName } from '#texts/providers.ts';
import { recognitionOfChoice } from './recognition-of-choice.ts';

const ADDRESS = 'camille.aubrelle@cadrelune.example';
const chosen = (provider: string) => recognitionOfChoice(provider, ADDRESS, PRESETS);

it('every provider has a name, and each that one may choose is known', () => {
	expect(PRESETS.filter(({ key }) => providerName(key) === key)).toEqual([]);
	expect(CHOOSABLE_PROVIDERS.filter((key) => chosen(key).accounts.length === 0)).toEqual([]);
});

it('a chosen provider has its servers, its login, its page for passwords and its limit', () => {
	const { accounts, foundBy } = chosen('gmail');
	expect(foundBy).toBe('chosen');
	expect(accounts).toMatchObject([
		{
			...{ provider: 'gmail', ways: ['google', 'app-password'], dailyLimit: 500 },
			imap: { host: 'imap.gmail.com', port: 993, security: 'tls', user: ADDRESS },
			smtp: { host: 'smtp.gmail.com', port: 465, security: 'tls', user: ADDRESS },
			passwordPage: expect.stringMatching(/^https:/),
		},
	]);
	expect(chosen('free').accounts[0]!.imap.user).toBe('camille.aubrelle');
});

it('one that no program reaches is said so, an unknown one finds nothing', () => {
	expect(chosen('proton')).toMatchObject({ accounts: [], obstacle: 'unconnectable' });
	expect(chosen('nobody')).toMatchObject({ accounts: [], obstacle: null, foundBy: null });
});
