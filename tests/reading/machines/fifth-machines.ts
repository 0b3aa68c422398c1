import { labelled } from './corpus.ts';
import type { LabelledMail, Written } from './corpus.ts';

/** A fifth round, by a stranger to the rules: what machines wrote, by what it is. */
export const FIFTH_ABSENCES: readonly LabelledMail[] = (
	[
		[
			'Out of office Re: Your orders',
			'Hello, I’m on annual leave. Back on Mon 7 Dec.',
			{ Precedence: 'bulk', 'X-Autoreply': 'yes', 'Auto-Submitted': 'auto-replied' },
		],
		[
			'Absence',
			'Je suis absente jusqu’au vendredi 4 décembre au soir.',
			{ 'X-Autorespond': 'Re: Vos commandes', 'Auto-Submitted': 'auto-replied', Precedence: 'bulk' },
		],
		[
			'AUTO: Odile Exemple est absent(e) du bureau (retour le 07/12/2026)',
			'Je serai absent(e) du bureau à partir du 23/11/2026 et de retour le 07/12/2026.\n\nJe répondrai à votre message à mon retour.\n\nRemarque : il s’agit d’une réponse automatique à votre message "Vos commandes" envoyé le 24/11/2026 09:02. C’est la seule notification que vous recevrez pendant l’absence de cette personne.',
		],
		[
			'Absente jusqu’au 7 décembre Re: Vos commandes',
			'',
			{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
		],
		['Re: Vos commandes', 'Absente, retour le 2 décembre.', { 'X-Autoreply': 'yes' }],
		[
			'Réponse automatique : Vos commandes',
			'Je suis absente jusqu’au 7 décembre. Paul ne travaille plus avec nous, écrivez à Marie.',
			{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
		],
		[
			'Automatic reply: Your orders',
			'I am on leave until 7 December. Our shared mailbox will be closed for maintenance on Sunday.',
			{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
		],
		[
			'Automatic reply: Your orders',
			'Thank you for your email. I am at a customer site this week with patchy signal.',
			{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
		],
		[
			'Réponse automatique : Vos commandes',
			'Merci de votre message. Odile est en arrêt, retour non connu. Paul prend le relais.',
			{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
		],
	] satisfies Written[]
).map(labelled('absence, fifth round'));

export const FIFTH_ACKNOWLEDGEMENTS: readonly LabelledMail[] = (
	[
		[
			'[Demande reçue] Vos commandes',
			'##- Veuillez taper votre réponse au-dessus de cette ligne -##\n\nVotre demande (45012) a bien été reçue et est en cours de traitement par notre équipe.\n\nPour ajouter des commentaires, répondez à cet e-mail.',
			{ 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'X-Mailer': 'Zendesk Mailer' },
			{ from: 'Support Exemple <support@exemple.example>' },
		],
		[
			'Ticket Received - Re: Your orders',
			'Dear Camille Durand,\n\nWe would like to acknowledge that we have received your request and a ticket has been created with Ticket ID - 8841.\nA support representative will be reviewing your request and will send you a personal response (usually within 24 hours).\n\nThank you for your patience.',
			{},
			{ from: 'Exemple Helpdesk <help@exemple.example>' },
		],
		[
			'[GLPI #0000221] Nouveau ticket Vos commandes',
			'=-=-=-= Pour répondre par courriel, écrivez au-dessus de cette ligne =-=-=-=\n\nURL : https://glpi.exemple.example/index.php?redirect=ticket_221\n\nTicket : Description\nTitre : Vos commandes\nDemandeurs : Camille\nStatut : Nouveau',
			{ 'Auto-Submitted': 'auto-generated' },
			{ from: 'GLPI <glpi@exemple.example>' },
		],
		[
			'SUP-33 Your orders',
			'Just confirming that we got your request. We’re on it.\n\nView request: https://exemple.example/servicedesk/customer/portal/1/SUP-33\n\nThis is shared with Camille Durand.\nPowered by Jira Service Management',
			{ 'Auto-Submitted': 'auto-generated', Precedence: 'bulk', 'X-JIRA-FingerPrint': 'ab' },
			{ from: 'Support <jira@exemple.atlassian.example>' },
		],
		[
			'Accusé de réception',
			'Bonjour,\n\nNous accusons réception de votre courriel et vous en remercions. Il sera traité dans les meilleurs délais.\n\nCeci est un message automatique, merci de ne pas y répondre.',
		],
		[
			'Thanks for getting in touch',
			'Hi there,\n\nThanks for contacting us! We’ve received your message and someone from our team will get back to you within one business day.',
			{ 'Auto-Submitted': 'auto-replied', 'X-HubSpot': '1' },
		],
		[
			'Réponse automatique : Vos commandes',
			'Merci pour votre message, je vous réponds au plus vite.',
			{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
		],
		[
			'Votre demande 22145',
			'Votre demande n° 22145 a bien été enregistrée. Elle sera traitée avant le 7 décembre.',
			{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
		],
		[
			'Re: Vos commandes',
			'Nous vous remercions de votre message. Notre service client vous répondra sous 48 heures ouvrées.',
			{ 'X-Autoresponder': 'yes' },
			{ from: 'contact@exemple.example' },
		],
	] satisfies Written[]
).map(labelled('acknowledgement, fifth round'));

export const FIFTH_NOTICES: readonly LabelledMail[] = (
	[
		[
			'Réponse automatique : Vos commandes',
			'Bonjour, je ne travaille plus chez Exemple SAS depuis le 30 octobre. Votre interlocuteur est désormais Paul Martin (paul@exemple.example).',
			{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
		],
		[
			'Automatic reply: Your orders',
			'Odile is no longer with the company. Please contact Paul Martin going forward. Your email was not forwarded.',
			{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
		],
		[
			'Automatic reply: Your orders',
			'Odile Exemple left the company on 30 November. This mailbox will be closed on 31 December 2026.',
			{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
		],
		[
			'Re: Vos commandes - Authentification requise',
			'Bonjour,\n\nAfin de lutter contre le spam, j’utilise Mailinblack. Merci de cliquer sur le lien ci-dessous pour vous authentifier, votre message me sera alors remis.\n\nhttps://app.mailinblack.example/captcha?id=1',
		],
		[
			'Lu : Vos commandes',
			'Votre message\n\n   À : Odile Exemple\n   Objet : Vos commandes\n   Envoyé : mardi 24 novembre 2026 09:02:11\n\n a été lu le mardi 24 novembre 2026 09:15:22.',
		],
		[
			'Not read: Your orders',
			'Your message\n\n   To: Odile Exemple\n   Subject: Your orders\n\n was deleted without being read on Tuesday, November 24, 2026 9:15:22 AM.',
		],
		[
			'Message en quarantaine : Vos commandes',
			'Bonjour,\n\nVotre message a été mis en quarantaine par notre antispam. Cliquez ici pour le libérer.\n\nCeci est un message généré automatiquement.',
			{},
			{ from: 'Antispam <no-reply@antispam.exemple.example>' },
		],
		[
			'Your orders (verify your message)',
			'Hello, this is an automated challenge: I receive too many emails. Please confirm you are a real person so that your message reaches my inbox: https://boxbe.example/c/1',
			{ 'Auto-Submitted': 'auto-replied' },
		],
		[
			'Odile Exemple a accepté votre invitation',
			'Odile Exemple vous a ajouté à son réseau. Voir son profil.',
			{
				'Auto-Submitted': 'auto-generated',
				'List-Unsubscribe': '<https://linkedin.example/u>',
				Precedence: 'bulk',
			},
			{ from: 'LinkedIn <invitations@linkedin.com>' },
		],
		[
			'Réponse automatique : Vos commandes',
			'Bonjour, je suis partie à la retraite le 31 octobre 2026. Paul Martin me succède : paul@exemple.example',
			{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
		],
		[
			'Automatic reply: Your orders',
			'My last day at Exemple was Friday 20 November. For anything urgent contact Paul.',
			{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
		],
		[
			'Réponse automatique : Vos commandes',
			'Nous avons la tristesse de vous informer du décès d’Odile Exemple. Merci de vous adresser à Paul Martin.',
			{ 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
		],
		[
			'Votre avis compte',
			'Comment jugez-vous notre réponse ? Donnez votre avis en un clic.',
			{ 'Auto-Submitted': 'auto-generated', 'List-Unsubscribe': '<https://x.example>' },
			{ from: 'Exemple <no-reply@exemple.example>' },
		],
		[
			'Re: Your orders (verification)',
			'Camille, I’m protecting myself from receiving junk mail. Just this once, click the link below so I can receive your emails.\n\nhttp://www.spamarrest.example/a2?AQ',
		],
		[
			'Bienvenue',
			'Bienvenue ! Votre inscription à la lettre d’Exemple est confirmée.',
			{ 'List-Unsubscribe': '<https://x.example>', 'Auto-Submitted': 'auto-generated' },
			{ from: 'Exemple <newsletter@exemple.example>' },
		],
		['Lu : Vos commandes', 'Votre message a été lu par odile@exemple.example le 24 nov. 2026 à 09:20.'],
		['Letto: Vos commandes', 'Il messaggio è stato letto martedì 24 novembre 2026.'],
		['Gelesen: Vos commandes', 'Ihre Nachricht an Odile wurde am Dienstag, 24. November 2026 gelesen.'],
		[
			'Abuse report [#4421]',
			'We have received a complaint about spam sent from your account to odile@exemple.example. Please cease.',
			{ 'Auto-Submitted': 'auto-generated' },
			{ from: 'Abuse Desk <abuse@provider.example>' },
		],
		[
			'Return Receipt (displayed) - Your orders',
			'This is a Return Receipt for the mail that you sent to odile@exemple.example.\n\nNote: This Return Receipt only acknowledges that the message was displayed on the recipient’s computer.',
		],
		[
			'Odile Exemple shared the folder "Devis" with you.',
			'Odile Exemple shared a folder with you. Open. This link only works for the direct recipients of this message.',
			{ 'Auto-Submitted': 'auto-generated' },
			{ from: 'Odile Exemple <no-reply@sharepointonline.com>' },
		],
		[
			'Re: Vos commandes',
			'Votre e-mail est en attente de libération. Merci de confirmer que vous n’êtes pas un robot : https://x.example/c',
		],
		[
			'Verifica mittente',
			'Il suo messaggio è in attesa. Per consegnarlo clicchi qui e confermi di essere umano: https://x.example',
			{},
		],
	] satisfies Written[]
).map(labelled('notification, fifth round'));
