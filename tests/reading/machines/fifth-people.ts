import { calendarWith, labelled } from './corpus.ts';
import type { LabelledMail, Written } from './corpus.ts';

/** A fifth round, by a stranger to the rules: people, most of whom look like machines. */
export const FIFTH_PEOPLE: readonly LabelledMail[] = (
	[
		[
			'Re: Your orders',
			'Yes please, send me a quote.\n\n-- \nOdile Exemple\nHead of Ops\n\nThis e-mail and any attachment are confidential. If you are not the intended recipient, delete this e-mail and do not contact the sender again. If you no longer wish to receive emails from Exemple SAS, click unsubscribe. Please consider the environment before printing.',
		],
		[
			'Re: Vos commandes',
			'Bonjour, c’est d’accord pour jeudi.\n\nCordialement,\nOdile Exemple\nExemple SAS - Siège : 12 rue des Lilas, 69003 Lyon\nCe message et ses pièces jointes sont confidentiels. Si vous l’avez reçu par erreur, merci de le supprimer et de ne plus nous contacter à ce sujet.\nPour ne plus recevoir nos communications, cliquez ici : se désabonner.\nCeci est un message automatique de l’antivirus : aucun virus détecté. Avast.',
		],
		[
			'Re: Vos commandes',
			'Gerne, Dienstag passt.\n\nMit freundlichen Grüßen\nOdile Exemple\n\nDiese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie diese Mail.',
		],
		[
			'Re: Vos commandes',
			'Oui, envoyez-moi une proposition.\n\nOdile\n\nNos bureaux seront fermés du 24 décembre au 3 janvier inclus.',
		],
		[
			'Re: Your orders',
			'Yes, Tuesday at 3 works.\n\nOdile\n--\nPlease note: I work part time and will be out of office on Fridays. This mailbox is not monitored outside office hours.',
		],
		['Re: Vos commandes', 'Bonjour, je serai en congés du 7 au 18 décembre, voyons-nous avant : jeudi ?'],
		[
			'Absence demain',
			'Bonjour, je dois annuler notre rendez-vous de demain, mon fils est malade. Vendredi ?',
		],
		['Re: Vos commandes', 'Ok, on se parle lundi.', { 'Return-Path': '<>' }],
		[
			'Re: Vos commandes',
			'Ok, on se parle lundi.',
			{
				'X-Auto-Response-Suppress': 'All',
				Precedence: 'bulk',
				'List-Unsubscribe': '<mailto:x@exemple.example>',
			},
		],
		[
			'Re: Vos commandes',
			'Votre mail m’est revenu avec une erreur : 550 5.1.1 User unknown. C’est normal ? Écrivez-moi plutôt ici.',
		],
		['Re: Vos commandes', ''],
		['Re: Vos commandes', '👍'],
		[
			'Re: Your orders',
			'We received your message and opened a ticket with our IT (#4521) to test your tool. They’ll get back to you, and I am keen.',
		],
		[
			'Réaction : Vos commandes',
			'Odile Exemple a réagi à votre message :\n👍\n\nVos commandes\nBonjour Odile, nous aidons les ateliers',
		],
		[
			'Re: Vos commandes',
			'FYI, Odile est absente, c’est moi qui gère. Oui pour une démo.\n\n-------- Message transféré --------\nSujet : Réponse automatique : Vos commandes\nDate : Tue, 24 Nov 2026 09:02\nDe : Odile Exemple <odile@exemple.example>\nPour : paul@exemple.example\n\nJe suis absente jusqu’au 7 décembre.',
			{},
			{ from: 'Paul Martin <paul@exemple.example>' },
		],
		['Re: Vos commandes', 'Bonjour, c’est noté : à mardi. Ça m’intéresse – prix en € ?'],
		[
			'Fwd: Undelivered Mail Returned to Sender',
			'Votre mail n’arrive pas, voir ci-dessous. Écrivez-moi sur odile@perso.example.\n\n---------- Forwarded message ---------\nDe : Mail Delivery System <MAILER-DAEMON@mx.exemple.example>\nObjet : Undelivered Mail Returned to Sender\n\n<odile@exemple.example>: 550 5.1.1 User unknown',
			{},
			{ from: 'Odile <odile@perso.example>' },
		],
		[
			'Re: Vos commandes',
			'Bonjour, Odile a quitté l’entreprise le mois dernier. C’est moi qui reprends ses dossiers, votre offre m’intéresse.',
			{},
			{ from: 'Paul Martin <paul@exemple.example>' },
		],
		['Re: Vos commandes', 'Bien reçu, merci ! Je regarde ça ce soir.'],
		[
			'Re: Vos commandes',
			'Bonjour Camille,\n\nJe suis l’administrateur du domaine. Odile m’a transmis votre mail : votre offre nous intéresse, appelez-moi jeudi.\n\nMarc',
			{},
			{ from: 'Marc Admin <postmaster@exemple.example>' },
		],
		['Re: Vos commandes', 'Oui, je suis partante. Mercredi ?', { 'Auto-Submitted': 'no' }],
		[
			'Re: Your orders',
			'Odile Exemple has sent you a protected message. Click here to read the message. The link expires on December 8, 2026.',
		],
		['Re: Out of office chairs', 'We make chairs for out of office use, so your tool would help us. Price?'],
		[
			'Re: Réponse automatique pour nos clients',
			'Nous cherchons une réponse automatique pour nos clients, votre outil sait-il le faire ?',
		],
		['Lu et approuvé : vos commandes', 'J’ai lu, c’est bien. Combien ?'],
		['Undelivered parcels', 'Half of our parcels are undelivered. Can you help?'],
		[
			'Re: Vos commandes',
			'Odile est en congés jusqu’au 7 décembre, mais je peux vous répondre : oui, envoyez une offre.',
			{},
			{ from: 'Paul Martin <paul@exemple.example>' },
		],
		[
			'Re: Vos commandes',
			'Bonjour, je réponds pour Odile, absente cette semaine. Elle vous propose jeudi 3 décembre à 10 h.\n\nMarie Petit, assistante',
			{},
			{ from: 'Marie Petit <marie@exemple.example>' },
		],
		['Re: Your orders', 'Not for us. Good luck. You can close the file.'],
		['Re: Your orders', 'Stop me if I’m wrong, but do you integrate with Sage?'],
		['Re: Vos commandes', 'Je vous confirme la suppression de la réunion de jeudi ; vendredi ?'],
		['Re: Your orders', 'Remove the second seat and I’ll sign.'],
		['Re: Your orders', 'Please unsubscribe odile.old@exemple.example and keep this one.'],
		['Re: Vos commandes', 'Plus de mails comme celui-ci, c’est clair et bien écrit. Je prends.'],
		['Re: Réponse automatique : Vos commandes', 'Je suis rentrée, parlons-en lundi.'],
		[
			'Re: Vos commandes',
			'Nous sommes déjà clients chez vous depuis 2019, inutile de nous prospecter ;) Par contre notre licence expire, que faire ?',
		],
		[
			'Re: Vos commandes',
			'Vous vous trompez d’interlocutrice, je ne m’occupe plus des achats. Voyez avec Paul Martin.',
		],
		['Re: Vos commandes', 'Non.'],
		[
			'Re: Vos commandes',
			'Où sont hébergées nos données et comment les faire supprimer à la fin du contrat ?',
		],
		['Re: Vos commandes', 'Notre boutique rouvre le 7 décembre, passez nous voir ce jour-là !'],
		[
			'Re: Vos commandes',
			'Le message automatique de votre site dit que la démo est close. On peut quand même la faire jeudi ?',
		],
		[
			'Re: Your orders',
			'Thanks, go ahead with 40 seats.\n\nOdile\n\nThis email was sent automatically signed by Exclaimer.',
		],
		[
			'Re: Vos commandes',
			'Odile est partie à la retraite, je la remplace. Votre offre tient toujours ? Paul',
		],
		[
			'Re: Vos commandes',
			'Merci pour votre message, transmis à Odile. Numéro direct : 04 78 00 00 00.',
			{},
			{ from: 'Accueil <contact@exemple.example>' },
		],
		['Échec de livraison chez nous', 'Voici le problème : la livraison échoue chez nous. Venez voir.'],
		['Refusé : démo', 'Je décline votre invitation pour jeudi mais vendredi me va.'],
		['Re: Your orders', 'We would like to confirm Thursday. Could you send the invite?'],
		[
			'Refusé : Point Cadrelune',
			'Désolée je ne peux pas jeudi, plutôt vendredi 11 h ?',
			{},
			{ part: { type: 'text/calendar; method=REPLY', words: calendarWith('REPLY'), in: 'alternative' } },
		],
	] satisfies Written[]
).map(labelled('person, fifth round'));
