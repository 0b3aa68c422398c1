import { calendarWith, labelled } from './corpus.ts';
import type { LabelledMail, Written } from './corpus.ts';

/** Mails of people, written after the rules, without looking at them. */
export const HELD_OUT_PEOPLE: readonly LabelledMail[] = [
	...(
		[
			['Re: Bonjour', 'Pourquoi pas. Envoyez-moi une plaquette.'],
			['RE : Bonjour', 'Bonjour Madame,\n\nJe suis d’accord pour un premier échange.\n\nBien à vous'],
			['Re: Bonjour', 'Voyez avec Paul Durand, en copie.'],
			['AW: Bonjour', 'Gerne, wann passt es Ihnen?'],
			['RE: Bonjour', 'Claro, hablemos la semana que viene.'],
			['R: Bonjour', 'Va bene per giovedì.'],
			['Antw: Bonjour', 'Prima, tot donderdag.'],
			['Re: Bonjour', 'Merci, mais nous avons déjà ce qu’il faut.'],
			['Re: Bonjour', 'ok pr moi'],
			['Re: Bonjour', '👍'],
			['Re: Bonjour', 'Merci pour votre mail. Notre budget est clos pour 2026 ; revenez vers moi en mars.'],
			['Rendez-vous', 'Jeudi 10 h me va. Je confirme votre adresse : 12 rue de la Paix ?'],
			['Re: Bonjour', 'I’ve received your message and passed it on to our CTO, who will call you.'],
			['Question', 'Votre outil envoie-t-il des messages automatiques ?'],
		] as const satisfies readonly Written[]
	).map(labelled('person')),
	...(
		[
			['Absence jeudi', 'Bonjour Camille, je ne pourrai pas être là jeudi, vendredi vous irait-il ?'],
			['Absences et congés : votre module', 'Bonjour, votre module gère-t-il les absences ?'],
			['En congés vendredi', 'Je suis en congés vendredi, on avance à jeudi ?'],
			['Out of office furniture', 'We sell out of office furniture every month, would your tool help?'],
			['Vacation planning', 'We plan vacations with spreadsheets. Show me yours on Monday.'],
			['Fermeture annuelle', 'Nous fermons en août, peut-on lancer le projet en septembre ?'],
			['Urlaub', 'Vor meinem Urlaub würde ich gern sprechen, geht Freitag?'],
			['Auto-école', 'Nous sommes une auto-école, votre outil convient-il ?'],
			['Automatic reply feature', 'Does your product have an automatic reply feature?'],
			[
				'Réponse automatique de Paul',
				'Paul est absent, vous avez dû recevoir sa réponse automatique. Je prends le relais : jeudi ?',
			],
			['Message automatique ?', 'Est-ce un message automatique ou écrivez-vous vraiment ?'],
			['Re: Bonjour', 'Votre message a été lu en comité de direction et il plaît. Appelez-moi.'],
			['Lu !', 'J’ai lu votre mail, intéressant.'],
			['Read this', 'Have a look at our tender, attached.'],
			['Accepted!', 'The board accepted. Send the contract.'],
			['Refusé', 'Le projet a été refusé en comité, désolé.'],
			['Annulé : rendez-vous de jeudi', 'Je dois annuler jeudi. Lundi 14 h ?'],
			['Ticket', 'Je vous ai ouvert un ticket chez nous pour la partie technique, Paul vous appellera.'],
			['Demande n° 4521', 'Suite à ma demande n° 4521 sur votre site, toujours pas de nouvelles.'],
			['Re: Bonjour', 'Votre demande a été transmise à notre direction, qui propose mardi.'],
			[
				'Re: Bonjour',
				'Votre message est resté en attente dans notre antispam, désolé. Oui pour une démonstration.',
			],
			[
				'Re: Bonjour',
				'Cliquez sur le lien de mon agenda pour choisir un horaire : https://agenda.example/odile',
			],
			['Re: Bonjour', 'Please click the link below to book a slot: https://cal.example/jane'],
			[
				'Re: Bonjour',
				'Notre messagerie est protégée, vos pièces jointes ont été retirées. Pouvez-vous renvoyer un lien ?',
			],
			['Re: Bonjour', 'Merci de confirmer votre présence jeudi.'],
			['Re: Bonjour', 'I am away until Monday, let’s talk then.'],
			['Re: Bonjour', 'Je suis en déplacement jusqu’à mercredi mais joignable sur mon portable.'],
			['Re: Bonjour', 'De retour de congés, je découvre votre message : oui.'],
			['Re: Bonjour', 'Nos bureaux sont fermés le vendredi, disons jeudi.'],
			['Re: Bonjour', 'Ich bin nächste Woche im Urlaub, danach gern.'],
			['Re: Bonjour', 'Non automatisé chez nous, tout est fait à la main. Cela nous intéresse.'],
			['Re: Bonjour', 'Nos commandes partent par e-mail automatique, est-ce compatible ?'],
			['Re: Bonjour', 'Je ne travaille plus sur ce sujet, mais Paul oui : paul@exemple.example.'],
			['Re: Bonjour', 'Paul has left the company, I took over. Send me the offer.'],
			['Re: Bonjour', 'Vu, merci.', { 'Return-Path': '<>' }],
			['Re: Bonjour', 'Bien reçu, merci.', { 'X-Auto-Response-Suppress': 'All' }],
			[
				'Re: Bonjour',
				'Merci pour votre message, appelez-moi lundi.',
				{ 'Return-Path': '<>', Precedence: 'bulk' },
			],
			[
				'Re: Bonjour',
				'Très bien.',
				{ 'List-Unsubscribe': '<https://x.example/u>', 'List-Id': '<x.example>' },
			],
			[
				'Re: Bonjour',
				'Oui.',
				{ 'X-Auto-Response-Suppress': 'All', 'X-MS-Exchange-Inbox-Rules-Loop': 'camille@cadrelune.example' },
			],
			[
				'Re: Bonjour',
				'Bonjour, ici le service client : votre proposition nous intéresse, qui contacter ?',
				{},
				{ from: 'contact@exemple.example' },
			],
			[
				'Re: Bonjour',
				'Bonjour,\nNous sommes intéressés. Jeudi ?\nPaul',
				{},
				{ from: 'info@exemple.example' },
			],
			[
				'Re: Bonjour',
				'##- Veuillez répondre au-dessus de cette ligne -##\n\nPaul (Exemple)\nBonjour, votre produit nous intéresse, peut-on se voir ?',
				{},
				{ from: 'support@exemple.example' },
			],
			[
				'Re: Bonjour',
				'Voici le créneau, à jeudi !',
				{},
				{ part: { type: 'application/ics; name=rdv.ics', attached: true, words: calendarWith('PUBLISH') } },
			],
			[
				'Re: Bonjour',
				'D’accord, je mets Paul en copie.',
				{},
				{ part: { type: 'text/calendar; name=rdv.ics', attached: true, words: calendarWith('COUNTER') } },
			],
			[
				'Invitation : démonstration',
				'Je vous propose ce créneau.',
				{},
				{
					part: { type: 'text/calendar; method=REQUEST', words: calendarWith('REQUEST'), in: 'alternative' },
				},
			],
			['Re: Bonjour', 'Envoyé automatiquement ou pas, votre mail tombe bien. Appelez-moi.'],
			['Re: Bonjour', 'I apologize for the late reply, yes to a call.'],
			['Re: Bonjour', 'Ce mail a été analysé automatiquement par notre antivirus.\n\nOui pour jeudi.'],
			[
				'Re: Bonjour',
				'Oui pour jeudi.\n\nCe message et ses pièces jointes sont confidentiels. Si vous n’êtes pas destinataire, merci de le détruire.',
			],
			['Re: Bonjour', 'OK.\n\nPlease do not reply to all.'],
		] as const satisfies readonly Written[]
	).map(labelled('person who looks like a machine')),
];
