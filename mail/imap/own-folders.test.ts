import { describe, expect, it } from 'vitest';
import { isOwnFolder, type Namespaces } from './own-folders.ts';

const spaces = (personal: string[], other: string[] = [], shared: string[] = []): Namespaces => {
	const of = (prefixes: string[]) => (prefixes.length === 0 ? false : prefixes.map((prefix) => ({ prefix })));
	return { personal: of(personal), other: of(other), shared: of(shared) };
};

describe('a folder is the account’s own', () => {
	it.each<[string, Namespaces | undefined, string[], string[]]>([
		['without NAMESPACE', undefined, ['INBOX', 'Sent', 'Public/Ventes'], []],
		['alone', spaces(['']), ['INBOX', 'Sent', 'shared/x'], []],
		[
			'Dovecot, Exchange',
			spaces([''], ['Other Users/'], ['Public/']),
			['INBOX', 'Sent', 'Publications', 'Sent/Public/x'],
			['Other Users', 'Other Users/anne', 'Other Users/anne/Sent', 'Public', 'Public/Ventes'],
		],
		[
			'Cyrus, Courier: what is shared has no prefix',
			spaces(['INBOX.'], ['user.'], ['']),
			['INBOX', 'inbox', 'INBOX.Sent', 'INBOX.user.x'],
			['user.anne', 'user.anne.Sent', 'bulletin'],
		],
		[
			'a prefix in modified UTF-7',
			spaces([''], ['Autres utilisateurs/'], ['Dossiers partag&AOk-s/']),
			['Sent', 'Dossiers'],
			['Dossiers partagés/Ventes', 'Dossiers partagés'],
		],
		['one prefix for both', spaces([''], [], ['']), ['INBOX', 'Sent'], []],
		['nothing personal', spaces([], [], ['', 'Public/']), ['INBOX', 'Sent'], ['Public/x']],
	])('%s', (_, namespaces, own, foreign) => {
		expect(own.filter((path) => !isOwnFolder(path, namespaces))).toEqual([]);
		expect(foreign.filter((path) => isOwnFolder(path, namespaces))).toEqual([]);
	});
});
