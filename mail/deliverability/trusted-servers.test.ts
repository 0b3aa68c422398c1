import { expect, it } from 'vitest';
import { trustedServersOf } from './trusted-servers.ts';

it.each([
	['Google', ['smtp.google.com'], ['mx.google.com']],
	['Microsoft, which writes no name', ['cadrelune-example.mail.protection.outlook.com'], 'unnamed'],
	['Infomaniak, which has two', ['mta-gw.infomaniak.ch'], ['infomaniak.com', 'infomaniak.ch']],
	['a server of one’s own', ['mx1.cadrelune.example', 'mx2.cadrelune.example'], ['cadrelune.example']],
	['two hosts', ['mx1.hebergeur.example', 'mx.secours.example'], ['hebergeur.example', 'secours.example']],
	['nobody, where nothing is received', [''], []],
])('believes %s', (_, exchangers, trusted) => {
	expect(trustedServersOf(exchangers)).toEqual(trusted);
});
