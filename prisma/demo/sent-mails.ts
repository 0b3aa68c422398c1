/** A mail that somebody of the demonstration wrote before the first start; its signature follows. */
export interface DemoSentMail {
	/** Nobody of the world: nothing answers. */
	readonly to: string;
	readonly subject: string;
	readonly text: string;
	readonly daysAgo: number;
}

/** Who is offered the signature that is found in these mails: Refrain has none of hers (C1-17, docs/demonstration-world/users.md). */
export const DEMO_SENT = {
	address: 'nora.belhassi@cadrelune-lyon.example',
	name: 'Nora Belhassi',
	signature: [
		'Nora Belhassi',
		'Responsable d’agence – Cadrelune Lyon',
		'04 65 71 40 17 · www.cadrelune-lyon.example',
		'8 quai de l’Exemple, 69002 Lyon',
	],
	mails: [
		{
			to: 'odile.ternay@bureau-ternay.example',
			subject: 'Bail de l’agence',
			text: 'Bonjour,\n\nMerci pour le projet de bail. Il me convient, je vous le renvoie signé lundi.\n\nBien cordialement,',
			daysAgo: 9,
		},
		{
			to: 'accueil@imprimerie-vaugraine.example',
			subject: 'Cartes de visite',
			text: 'Bonjour,\n\nPouvez-vous imprimer 200 cartes de plus, sur le même papier ?\n\nBonne journée,',
			daysAgo: 6,
		},
		{
			to: 'marc.sauvillard@salon-rhone.example',
			subject: 'Stand B12',
			text: 'Bonjour Marc,\n\nNous serons deux sur le stand. Il nous faut une prise et une table haute.\n\nCordialement,',
			daysAgo: 2,
		},
	] satisfies readonly DemoSentMail[],
} as const;
