import { calendarWith } from './corpus.ts';
import type { LabelledMail } from './corpus.ts';

const person = (
	text: string,
	subject = 'Re: Bonjour',
	headers: Record<string, string> = {},
): LabelledMail => ({
	kind: 'person',
	subject,
	text,
	headers,
});
const looksLike = (
	text: string,
	subject = 'Re: Bonjour',
	headers: Record<string, string> = {},
): LabelledMail => ({
	...person(text, subject, headers),
	kind: 'person who looks like a machine',
});

/** Mails of people, written before the rules were. */
export const FIRST_PEOPLE: readonly LabelledMail[] = [
	person('Oui, avec plaisir, jeudi 10 h.'),
	person('Bonjour,\n\nMerci pour votre message. Quel est le prix ?\n\nCordialement,\nOdile'),
	person('Yes please, call me on Monday.\n\nBest,\nJane'),
	person('Pas intéressé, merci.'),
	person('Bien reçu votre message, je reviens vers vous.'),
	person('Thank you for your message. Could you send the price list?'),
	person('Danke, Montag passt. Rufen Sie mich an.'),
	person('Gracias, hablamos el lunes.'),
	person('Grazie, sentiamoci lunedì.'),
	person('Dank je, bel me maandag.'),
	person('OK'),
	person('Envoyé de mon iPhone'),
	person('Je transfère à Paul, qui s’occupe des achats.'),
	person('Bonjour Camille, voyez avec notre support : support@exemple.example. Odile'),
	person('Oui.', 'RE: Bonjour', { 'X-Auto-Response-Suppress': 'DR, OOF, AutoReply' }),
	looksLike('Bonjour, je serai absente demain, on décale à jeudi ?', 'Absence demain'),
	looksLike('We need twelve of them by Friday, can you quote?', 'Out of office chairs'),
	looksLike('Oui, volontiers.', 'Re: Bonjour', { 'Return-Path': '<>' }),
	looksLike('Oui, volontiers.', 'Re: Bonjour', { 'X-Auto-Response-Suppress': 'All' }),
	looksLike('Oui, volontiers.', 'Re: Bonjour', { 'List-Id': '<achats.exemple.example>', Precedence: 'list' }),
	looksLike('Oui, volontiers.', 'Re: Bonjour', { Precedence: 'bulk' }),
	looksLike('Oui, volontiers.', 'Re: Bonjour', { 'Auto-Submitted': 'no' }),
	looksLike('Je suis absent jusqu’à jeudi, appelez-moi vendredi.'),
	looksLike('Je suis de retour le 3, appelez-moi.', 'RE: Absence du bureau'),
	looksLike('J’ai vu votre réponse automatique, bon retour ! On se parle quand ?'),
	looksLike('Désolée pour le message automatique de la semaine dernière, je suis de retour. Jeudi ?'),
	looksLike('Ceci n’est pas une réponse automatique : je suis vraiment intéressée !'),
	looksLike('Votre message automatique ne me concerne pas, mais votre produit oui.'),
	looksLike('I got your automatic reply. When are you back?'),
	looksLike('Is this an automated message or are you a real person? If so, call me.'),
	looksLike('Nous cherchons une réponse automatique pour nos clients : votre outil le fait-il ?'),
	looksLike('Qui gère l’absence du responsable dans votre outil ?', 'Absence du responsable : question'),
	looksLike('Peut-on en parler avant mes congés ?', 'Congés de fin d’année'),
	looksLike('Notre numéro de dossier est le 4521, vous l’avez ?', 'Re: Numéro de dossier'),
	looksLike('J’ai ouvert le ticket 4521 chez vous, sans nouvelles. Et pour le devis ?', 'Ticket 4521'),
	looksLike('Lu et approuvé, on signe.', 'Lu et approuvé'),
	looksLike('Lu, et c’est d’accord pour jeudi.', 'Re: Lu : Bonjour'),
	looksLike('Oui pour jeudi !', 'Lu : Bonjour'),
	looksLike(
		'Nous utilisons Mail In Black, vous avez peut-être reçu une demande de confirmation. Votre message est bien arrivé, parlons-en.',
	),
	looksLike('Pouvez-vous confirmer votre adresse pour le rendez-vous ?'),
	looksLike('Accepté ! Envoyez le contrat.', 'Accepté : le devis'),
	looksLike('Accepted, please go ahead.', 'Accepted: your offer'),
	looksLike('Nous avons bien reçu votre message et nous voulons une démonstration mardi.'),
	looksLike('Merci de ne pas répondre à ce message avec la direction en copie : écrivez-moi seulement.'),
	looksLike('Please do not reply to this thread, use my new address. Thursday works.'),
	looksLike('Paul ne travaille plus ici, je reprends son dossier. Pouvons-nous nous parler ?'),
	looksLike('Mon collègue a quitté la société ; je suis votre interlocutrice désormais.'),
	looksLike('I will be travelling next week but yes, call me on my mobile.'),
	looksLike('I am out of office chairs to offer, but call me.'),
	looksLike('Je suis en déplacement cette semaine, on se parle lundi à 10 h ?'),
	looksLike(
		'Auto : notre flotte compte douze véhicules, votre outil convient-il ?',
		'Auto : parc de véhicules',
	),
	looksLike('Automatic replies are what we want to get rid of. Demo on Monday?', 'Automatic replies'),
	looksLike('On leave planning: can your tool do it?', 'On leave planning'),
	looksLike('Fermeture de l’usine le 24, rappelez en janvier ?', 'Fermeture'),
	looksLike('Redirigé, mais c’est bien moi : oui pour jeudi.', 'Re: Bonjour', {
		'X-MS-Exchange-Inbox-Rules-Loop': 'camille@cadrelune.example',
	}),
	looksLike('Un client s’est plaint : pouvez-vous m’appeler ?', 'Plainte', {}),
	{
		...looksLike('Avec plaisir, voici le rendez-vous.'),
		part: {
			type: 'text/calendar; charset=utf-8; name="rdv.ics"',
			attached: true,
			words: calendarWith('PUBLISH'),
		},
	},
	{
		...looksLike('Avec plaisir, voici le rendez-vous.'),
		part: {
			type: 'text/calendar; charset=utf-8; name="rdv.ics"',
			attached: true,
			words: calendarWith('REPLY'),
		},
	},
	{
		...looksLike('Avec plaisir, voici le rendez-vous.'),
		part: { type: 'text/calendar; charset=utf-8; name="rdv.ics"', words: calendarWith('COUNTER') },
	},
	{
		...looksLike('Voici l’invitation, à jeudi.'),
		part: { type: 'application/ics; name="rdv.ics"', attached: true, words: calendarWith('REQUEST') },
	},
	{
		...looksLike('Un de vos mails a été signalé chez nous, voir la pièce jointe. On en parle ?'),
		part: { type: 'message/feedback-report', attached: true, words: 'Feedback-Type: abuse\nUser-Agent: x' },
	},
	{
		...looksLike('Je vous joins l’accusé de lecture.'),
		part: {
			type: 'message/disposition-notification',
			attached: true,
			words: 'Final-Recipient: rfc822; a@b.example\nDisposition: manual-action/MDN-sent-manually; displayed',
		},
	},
];
