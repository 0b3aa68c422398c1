import domains from 'free-email-domains';

/** French access providers that the list lacks. */
const MORE = [
	'9online.fr',
	'aliceadsl.fr',
	'bbox.fr',
	'cegetel.net',
	'club-internet.fr',
	'dbmail.com',
	'mailo.com',
	'noos.fr',
	'numericable.fr',
];
const PUBLIC: ReadonlySet<string> = new Set([...domains, ...MORE]);

/** Whether anybody may have an address there: such a domain says nothing of whom an address belongs to (5.7-2). */
export function isPublicMailDomain(domain: string): boolean {
	return PUBLIC.has(domain.toLowerCase());
}
