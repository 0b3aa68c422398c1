import { labelled, NOBODY } from './corpus.ts';
import type { LabelledMail, Written } from './corpus.ts';

/** A third round, written after what the held-out half had mended. */
export const THIRD_MACHINES: readonly LabelledMail[] = (
	[
		[
			'Re: Bonjour',
			'Bonjour,\nJe suis actuellement en congés et ne consulterai pas mes mails. Ceci est une réponse automatique.',
		],
		['Réponse automatique', 'Absent.'],
		['Réponse Automatique: Bonjour', 'Merci de contacter l’accueil.'],
		['Absence : Bonjour', 'Je suis absente jusqu’au 7 décembre.'],
		[
			'Absente du 23 au 27 novembre',
			'Bonjour, je suis absente du 23 au 27 novembre inclus. En cas d’urgence, contactez Paul Durand.',
		],
		['Je suis en vacances', 'Je serai de retour le 7 décembre. Votre message ne sera pas transféré.'],
		['Indisponible', 'Je suis indisponible jusqu’au 7 décembre. Pour toute urgence, appelez le 06.'],
		[
			'Fermeture annuelle',
			'Notre société est fermée du 24 décembre au 3 janvier. Votre message sera traité à notre retour.',
		],
		[
			'Out of office: back on Monday',
			'Hi, I am out of the office until Monday with limited access to email.',
		],
		['I am out of the office', 'I am out of the office until Monday. If urgent, call reception.'],
		['Away from office', 'I’ll be away until 7 December and will reply to your email on my return.'],
		['Annual leave', 'I am on annual leave until Monday. Your email will not be forwarded.'],
		['Automatic response', 'I am currently away.'],
		['Autoreply', 'Thanks.'],
		['[Automatic reply] Bonjour', 'Out.'],
		['[OOO] Bonjour', 'Out until Monday.'],
		[
			'Abwesenheit',
			'Ich bin bis zum 7. Dezember abwesend. In dringenden Fällen wenden Sie sich an Herrn Durand.',
		],
		['Ich bin im Urlaub', 'Ich bin ab dem 7.12. wieder erreichbar. Ihre E-Mail wird nicht weitergeleitet.'],
		['Out of Office Re: Bonjour', 'Bin nicht da.'],
		['Automatische Rückmeldung', 'Danke für Ihre Nachricht.'],
		['Mensaje automático', 'Estoy fuera.'],
		['Assenza', 'Sono assente fino al 7 dicembre. In caso di urgenza contattare Paolo.'],
		['Afwezig tot 7 december', 'Ik ben afwezig. Bij dringende zaken kunt u Paul mailen.'],
		[
			'Re: Bonjour',
			'*** Ceci est un message automatique, merci de ne pas y répondre ***\nVotre demande n° 12 est prise en compte.',
		],
		[
			'Re: Bonjour',
			'Bonjour,\n\nVotre message a bien été reçu et sera traité dans les plus brefs délais.\n\nCeci est un accusé de réception automatique.',
		],
		['Re: Bonjour', 'This mailbox is not monitored. This message is automatically generated.'],
		[
			'Re: Bonjour',
			'Je vous informe que je ne suis plus en poste. Cette boîte n’est plus consultée.',
			NOBODY,
		],
		['Re: Bonjour', 'Out of office', NOBODY],
		['Undelivered', 'x', { ...NOBODY }, { from: 'MAILER-DAEMON@x.example' }],
		[
			'[#88123] Bonjour',
			'Bonjour, nous avons bien reçu votre demande. Elle porte le numéro 88123.',
			{},
			{ from: 'Support <support@exemple.example>' },
		],
		[
			'Case 00088123: Bonjour',
			'Thank you for contacting support. Your case number is 00088123.',
			{},
			{ from: 'support@exemple.example' },
		],
		[
			'Nous avons bien reçu votre message',
			'Bonjour, merci de nous avoir contactés. Nous vous répondrons sous 48 heures.',
			{},
			{ from: 'noreply@exemple.example' },
		],
		[
			'Demande enregistrée',
			'Votre demande a été enregistrée sous la référence REQ-8812.',
			{},
			{ from: 'servicedesk@exemple.example' },
		],
		[
			'Ticket #8812 créé',
			'Un ticket a été créé pour votre demande.',
			{},
			{ from: 'helpdesk@exemple.example' },
		],
		[
			'Votre message à Odile',
			'Ma boîte est protégée contre le spam. Pour que je reçoive votre message, cliquez ici : https://mib.example/z',
		],
		[
			'Validation de votre e-mail',
			'Bonjour, afin de valider votre envoi vers odile@exemple.example, merci de cliquer sur le lien suivant. Mail in Black',
		],
		[
			'Please confirm your email',
			'SpamArrest: to deliver your message to Odile please verify you are human: https://sa.example/1',
		],
		['Ungelesen: Bonjour', 'Ihre Nachricht wurde ungelesen gelöscht.'],
		['Lu: Bonjour', 'Votre message À : Odile Objet : Bonjour a été lu le 24/11/2026.'],
		[
			'Confirmation de lecture : Bonjour',
			'Le message envoyé le 24/11/2026 à odile@exemple.example a été affiché.',
		],
		['[Spam report] Bonjour', 'A user marked this as spam.', {}, { from: 'feedbackloop@provider.example' }],
	] satisfies Written[]
).map(labelled('machine, third round'));

export const THIRD_PEOPLE: readonly LabelledMail[] = (
	[
		['Re: Bonjour', 'Je serai absente jusqu’au 7 décembre, mais votre sujet m’intéresse.'],
		['Re: Bonjour', 'Je suis en congés jusqu’au 7 décembre, recontactez-moi après.'],
		['Re: Bonjour', 'On leave until Monday, will look at it then.'],
		['Indisponible mardi', 'Mardi je suis indisponible. Mercredi 9 h ?'],
		['Absences', 'Notre DRH Paul gère les absences, écrivez-lui.'],
		['Congés', 'Vous gérez les congés ? Nous avons 40 salariés.'],
		['Annual leave tool', 'We look for an annual leave tool. Can you demo yours?'],
		['Re: Out of office', 'I am back. Shall we talk?'],
		['Fwd: Automatic reply: Bonjour', 'Camille, Paul is away as you can see, talk to me.'],
		['TR: Réponse automatique : Bonjour', 'Paul est absent, je vous réponds à sa place : oui.'],
		['Re: Bonjour', 'Bonjour,\n\nBien reçu votre message. Je le transmets à ma direction.\n\nCordialement'],
		['Re: Bonjour', 'Merci pour votre message, il a été transmis à la personne concernée.'],
		['Re: Bonjour', 'Thank you for contacting us. We are not interested.'],
		['Re: Bonjour', 'Votre demande est en cours de traitement chez nous, je vous tiens au courant.'],
		['Ticket de caisse', 'Nous vendons des tickets de caisse, votre outil est-il adapté ?'],
		[
			'Re: Bonjour',
			'Nous avons bien reçu votre demande. Paul vous rappelle demain.',
			{},
			{ from: 'contact@exemple.example' },
		],
		[
			'Re: Bonjour',
			'Bonjour, votre message nous est bien parvenu, merci. Nous ne donnerons pas suite.',
			{},
			{ from: 'info@exemple.example' },
		],
		['Read: your proposal', 'I read your proposal. Good. Next step?'],
		['Lu et relu', 'Lu et relu, c’est bon.'],
		['Accepté', 'C’est accepté.'],
		['Provisoire : planning', 'Voici un planning provisoire.'],
		['Spam ?', 'Votre mail est arrivé en spam, mais il m’intéresse.'],
		['Abus', 'On abuse de la saisie manuelle ici. Parlons.'],
		['Re: Bonjour', 'Pouvez-vous confirmer votre envoi du devis ? Je ne l’ai pas.'],
		['Re: Bonjour', 'Cliquez sur Accepter dans l’invitation que je vous envoie, merci.'],
		['Re: Bonjour', 'Ma messagerie bloque vos pièces jointes. Merci de renvoyer par lien.'],
		[
			'Re: Bonjour',
			'Je ne fais plus partie du service achats mais de la direction, et le sujet me concerne toujours.',
		],
		['Re: Bonjour', 'Nous automatisons nos réponses ; la vôtre était-elle automatique ?'],
		['Re: Bonjour', 'Ce n’est pas un robot qui vous répond ;-) Oui pour jeudi.'],
		['Auto', 'AUTO : nous avons 12 véhicules.'],
		['AUTO et moto : votre offre', 'Avez-vous une offre pour les garages ?'],
		['Re: Bonjour', 'Oui', { ...NOBODY, 'X-Auto-Response-Suppress': 'All', Precedence: 'bulk' }],
		['Re: Bonjour', 'Nos bureaux sont fermés lundi, mardi alors. Votre message tombe bien.', { ...NOBODY }],
		['Re: Bonjour', 'Bien reçu votre message, merci, je regarde.', NOBODY],
		[
			'Re: Bonjour',
			'Je suis absent demain. Paul prendra votre appel.',
			{ 'X-Auto-Response-Suppress': 'All' },
		],
		[
			'Re: Bonjour',
			'Merci de ne pas répondre à ce mail mais à paul@exemple.example, qui reprend le dossier.',
		],
	] satisfies Written[]
).map(labelled('person, third round'));
