import { labelled, NOBODY } from './corpus.ts';
import type { LabelledMail, Written } from './corpus.ts';

/** A fourth round, written after what the third had mended: hardly a sign in the header. */
export const FOURTH_MACHINES: readonly LabelledMail[] = (
	[
		['Réponse automatique : Re: Bonjour', 'Bonjour, je suis en arrêt maladie.'],
		['AUTO: Absence du bureau', 'Retour le 7.'],
		['Bonjour', 'Bonjour, actuellement en déplacement, je vous répondrai dès mon retour le 7 décembre.'],
		['Bonjour', 'Hello, thanks for your email. I am currently out of office with no access to e-mail.'],
		['Absence de Odile Marchenoir', 'Je suis absente. Pour toute urgence, joindre Paul.'],
		['Message d’absence de Odile Marchenoir', 'De retour lundi.'],
		['Notification automatique', 'Votre message a été reçu.'],
		['Vacances', 'Je suis en vacances jusqu’au 7 décembre, je traiterai vos messages à mon retour.'],
		['Maternity leave', 'I am on maternity leave until May. Please contact Paul.'],
		['Parental leave: Bonjour', 'I am on leave.'],
		[
			'Urlaubsabwesenheit',
			'Ich bin im Urlaub und kehre am 7. Dezember zurück. In dringenden Fällen: Herr Durand.',
		],
		['Nicht im Büro bis 7.12.', 'Ich bin nicht im Büro.'],
		['Respuesta automática', 'Gracias por escribirnos.'],
		[
			'Estoy fuera de la oficina',
			'Estaré fuera de la oficina hasta el lunes. Para urgencias contacte con Paul.',
		],
		['Sono in ferie', 'Sono in ferie fino al 7 dicembre, risponderò al mio rientro.'],
		['Ik ben op vakantie', 'Ik ben op vakantie tot 7 december en lees mijn mail niet.'],
		['Re: Bonjour', 'Bonjour,\n\nCe message est une réponse automatique.\n\nNotre équipe vous répondra.'],
		['Re: Bonjour', 'Vous recevez cette réponse automatique car je suis absent.'],
		['Re: Bonjour', 'Note: this is an automatically generated reply.'],
		['Re: Bonjour', 'This is an autoresponse. I’ll be back on Monday.'],
		['Re: Bonjour', '-- Automatic message --\nOur office is closed.'],
		['Re: Bonjour', 'Dit is een automatische afwezigheidsmelding.'],
		['Re: Bonjour', 'Esta es una contestación automática.'],
		['Re: Bonjour', 'Automatisch generierte Antwort: wir haben Ihre Mail erhalten.'],
		['Re: Bonjour', 'Absent jusqu’au 7/12.', NOBODY],
		['Re: Bonjour', 'Nous avons bien reçu votre mail. Il sera lu dans la journée. Merci.', NOBODY],
		[
			'[Support #4521] Re: Bonjour',
			'Merci, votre ticket #4521 a été créé.',
			{},
			{ from: 'support@exemple.example' },
		],
		[
			'Re: Bonjour [ref:_00D1.x:ref]',
			'Thank you for your email. A case has been created: 00004521.',
			{},
			{ from: 'support@exemple.example' },
		],
		[
			'Ihre Anfrage 4521',
			'Vielen Dank für Ihre Anfrage. Ihre Vorgangsnummer lautet 4521. Wir melden uns.',
			{},
			{ from: 'service@exemple.example' },
		],
		[
			'Su consulta',
			'Hemos recibido su mensaje y le responderemos a la mayor brevedad.',
			{},
			{ from: 'noreply@exemple.example' },
		],
		[
			'Accusé réception',
			'Votre courriel nous est parvenu. Il sera traité sous 5 jours ouvrés.',
			{},
			{ from: 'mairie@exemple.example' },
		],
		[
			'Re: Bonjour',
			'Votre message a été mis en quarantaine par Vade. Cliquez ici pour prouver que vous êtes humain : https://v.example/1',
		],
		[
			'Action requise : votre message à Odile',
			'Pour que votre message soit distribué, merci de confirmer votre identité : https://m.example/1',
		],
		[
			'Verify your email to Odile',
			'Your message to Odile was not delivered yet. Click to verify yourself: https://e.example',
		],
		['Read receipt: Bonjour', 'Your message was read on 24/11/2026.'],
		['Lecture : Bonjour', 'Votre message a été lu le 24/11/2026 à 10:03.'],
		['Message lu : Bonjour', 'Le message a été lu le 24/11/2026.'],
		['Nicht gelesen: Bonjour', 'Ihre Nachricht wurde am Dienstag ungelesen gelöscht.'],
		[
			'Abuse complaint',
			'We received a complaint about unsolicited mail from you. Original message attached.',
			{},
			{ from: 'abuse@isp.example' },
		],
		[
			'Plainte pour courrier indésirable',
			'Un abonné a déclaré votre message comme indésirable.',
			{},
			{ from: 'abuse@fai.example' },
		],
	] satisfies Written[]
).map(labelled('machine, fourth round'));

export const FOURTH_PEOPLE: readonly LabelledMail[] = (
	[
		['Re: Bonjour', 'Je vous réponds à mon retour, promis. Le sujet est bon.'],
		[
			'Suite à votre appel',
			'Je suis en déplacement cette semaine. Voyons-nous la semaine prochaine, mardi par exemple.',
		],
		['Rendez-vous', 'Bonjour, je serai absent jeudi, pouvons-nous décaler ?'],
		['Rendez-vous', 'Je suis absente le 3. Reportons au 4, même heure.'],
		[
			'Meeting',
			'I will be out of the office on Thursday, so Friday works better. I will answer your questions then.',
		],
		['Devis', 'Bonjour, votre message est clair. Merci d’envoyer le devis.'],
		['Re: Bonjour', 'Votre message est bien arrivé, nous le lirons en réunion.'],
		['Bonjour', 'Je pars en congés ce soir. En cas d’urgence voyez avec Paul, sinon je vous rappelle le 7.'],
		['Support', 'Notre support a ouvert un ticket #4521 pour vous, mais appelez-moi directement.'],
		['Re: Bonjour', 'Thanks for your email, I am the right person.'],
		['Re: Bonjour', 'Your message was read by our team and they like it.'],
		['Message lu', 'Message lu, merci. On se parle mardi.'],
		['Lecture', 'Bonne lecture du document joint.'],
		['Vacances scolaires', 'Votre outil tient-il compte des vacances scolaires ?'],
		['Vacances', 'Bonnes vacances ! On se reparle en janvier.'],
		['Automatisation', 'Nous cherchons à automatiser nos réponses.'],
		['Automatic door', 'We sell automatic doors.'],
		['Action requise', 'Merci de signer le devis joint.'],
		[
			'Vérification',
			'Pour vérifier votre message, j’ai appelé votre standard : tout est en ordre. Oui pour jeudi.',
		],
		['Re: Bonjour', 'Confirmez votre venue svp : le parking est réservé.'],
		[
			'Re: Bonjour',
			'Cliquez ici pour voir notre cahier des charges : https://x.example. Votre message est en attente de validation chez mon chef, patience.',
		],
		['Re: Bonjour', 'Ceci est un essai de ma messagerie, répondez-moi svp.'],
		['Re: Bonjour', 'Ce message est confidentiel : nous changeons d’ERP.'],
		['Re: Bonjour', 'Ce courriel a été envoyé depuis mon téléphone.'],
		['Re: Bonjour', 'This is an automatic yes from me!'],
		['Re: Bonjour', 'Ich bin im Urlaub, mein Kollege Paul hilft gern: paul@exemple.example'],
		['Re: Bonjour', 'Nous avons bien reçu votre mail et le directeur vous répondra lui-même.'],
		['Re: Bonjour', 'Accusé de réception de votre contrat : signé, merci.'],
		['Contrat', 'Je vous envoie l’accusé de réception du contrat.'],
		['Re: Bonjour', 'Notre société est fermée le lundi. Passez mardi.'],
		['Re: Bonjour', 'OK pour le 7.', NOBODY],
		['Re: Bonjour', 'Pas disponible avant le 7, je suis en congés.', { 'X-Auto-Response-Suppress': 'All' }],
	] satisfies Written[]
).map(labelled('person, fourth round'));
