/** Somebody of the demonstration who signs in at a provider's stand-in (docs/demonstration-world/users.md). */
export interface DemoAccount {
	readonly address: string;
	readonly name: string;
	readonly vendor: 'microsoft' | 'google';
	/** Whose people may have it behave otherwise, in *Monde de démonstration*. */
	readonly subscription: 'cadrelune';
	/** The session in the browser is open at the first start. */
	readonly isSignedIn?: boolean;
	/** Consented to mail before the organisation left that to its administrators. */
	readonly hasConsented?: boolean;
	readonly isAdministrator?: boolean;
	/** The mailbox takes no mails by SMTP. */
	readonly takesSmtp?: boolean;
	/** At Google, one that opens the mailbox where OAuth is not wanted; Microsoft takes none. */
	readonly appPassword?: string;
}

export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
	{
		address: 'lea.dorvigny@cadrelune.example',
		name: 'Léa Dorvigny',
		vendor: 'microsoft',
		subscription: 'cadrelune',
		isSignedIn: true,
		hasConsented: true,
	},
	{
		address: 'hugo.sarmentel@cadrelune.example',
		name: 'Hugo Sarmentel',
		vendor: 'microsoft',
		subscription: 'cadrelune',
		takesSmtp: false,
	},
	{
		address: 'informatique@cadrelune.example',
		name: 'Cadrelune, service informatique',
		vendor: 'microsoft',
		subscription: 'cadrelune',
		isAdministrator: true,
	},
	{
		address: 'nora.belhassi@cadrelune-lyon.example',
		name: 'Nora Belhassi',
		vendor: 'google',
		subscription: 'cadrelune',
		appPassword: 'abcdefghijklmnop',
	},
];

/** Organisations of which only an administrator consents to applications. */
export const DEMO_GUARDED_DOMAINS: readonly string[] = ['cadrelune.example'];
