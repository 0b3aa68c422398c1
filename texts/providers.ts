/** What providers of mailboxes are called, by their keys in mail/presets. */
const NAMES: Readonly<Record<string, string>> = {
	'microsoft-365': 'Microsoft 365',
	'outlook-com': 'Outlook.com',
	'google-workspace': 'Google Workspace',
	gmail: 'Gmail',
	yahoo: 'Yahoo',
	aol: 'AOL',
	icloud: 'iCloud',
	'icloud-custom-domain': 'iCloud',
	'zoho-eu': 'Zoho Mail',
	'zoho-com': 'Zoho Mail',
	'zoho-eu-personal': 'Zoho Mail',
	'zoho-com-personal': 'Zoho Mail',
	fastmail: 'Fastmail',
	migadu: 'Migadu',
	proton: 'Proton',
	tuta: 'Tuta',
	hey: 'HEY',
	orange: 'Orange',
	free: 'Free',
	sfr: 'SFR',
	laposte: 'La Poste',
	bouygues: 'Bouygues Telecom',
	mailo: 'Mailo',
	'ovh-mx-plan': 'OVH (MX Plan)',
	'ovh-zimbra': 'OVH (Zimbra)',
	'ovh-pro': 'OVH (Email Pro)',
	'ovh-exchange': 'OVH (Exchange)',
	gandi: 'Gandi',
	infomaniak: 'Infomaniak',
	'ionos-fr': 'Ionos',
	'ionos-de': 'Ionos',
	'ionos-com': 'Ionos',
	'ionos-es': 'Ionos',
	'ionos-it': 'Ionos',
	'ionos-co-uk': 'Ionos',
	strato: 'Strato',
	hostinger: 'Hostinger',
	'one-com': 'one.com',
	combell: 'Combell',
	rackspace: 'Rackspace',
	godaddy: 'GoDaddy',
	'private-email': 'Namecheap Private Email',
	gmx: 'GMX',
	'gmx-com': 'GMX',
	'web-de': 'web.de',
	't-online': 'T-Online',
	'mailbox-org': 'mailbox.org',
	posteo: 'Posteo',
	proximus: 'Proximus',
	bluewin: 'Bluewin',
	// Of the demonstration world.
	'boite-perso': 'Boîte-Perso',
};

/** Its name; a key of another release stands for itself. */
export function providerName(key: string): string {
	return NAMES[key] ?? key;
}

/** Whose window one signs in in. */
export function vendorName(vendor: string): string {
	return vendor === 'microsoft' ? 'Microsoft' : vendor === 'google' ? 'Google' : vendor;
}

/** Providers that somebody may choose by hand, the most usual of French companies first (C1-26). */
export const CHOOSABLE_PROVIDERS: readonly string[] = [
	'microsoft-365',
	'google-workspace',
	'gmail',
	'outlook-com',
	'orange',
	'ovh-mx-plan',
	'ovh-pro',
	'ovh-exchange',
	'free',
	'sfr',
	'laposte',
	'gandi',
	'infomaniak',
	'ionos-fr',
	'yahoo',
	'icloud',
	'zoho-eu',
	'gmx',
];
