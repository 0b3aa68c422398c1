import { calendarWith, NOBODY } from './corpus.ts';
import type { LabelledMail } from './corpus.ts';

const generated = { 'Auto-Submitted': 'auto-generated' };

/** Tickets, challenges, receipts, answers of calendars, complaints, departures: written before the rules were. */
export const FIRST_NOTICES: readonly LabelledMail[] = [
	// Tickets
	{
		kind: 'ticket',
		subject: 'Re: Bonjour',
		text: '##- Veuillez taper votre réponse au-dessus de cette ligne -##\n\nVotre demande (4521) a été reçue et est en cours de traitement par notre équipe d’assistance.',
		from: 'Support <support@exemple.example>',
	},
	{
		kind: 'ticket',
		subject: '[Request received] Bonjour',
		text: '##- Please type your reply above this line -##\n\nYour request (4521) has been received and is being reviewed by our support staff.',
		from: 'Support <support@exemple.example>',
	},
	{
		kind: 'ticket',
		subject: '[GLPI #0004521] Nouveau ticket Bonjour',
		text: 'Votre demande a été enregistrée sous le numéro 4521.',
		from: 'Assistance <glpi@exemple.example>',
	},
	{
		kind: 'ticket',
		subject: '[Ticket#2026112410004521] RE: Bonjour',
		text: 'Thank you for contacting us. Your ticket number is 2026112410004521.',
		headers: { 'X-OTRS-Loop': 'yes', Precedence: 'bulk' },
	},
	{
		kind: 'ticket',
		subject: 'Ticket Received - Bonjour',
		text: 'Dear Camille,\nWe would like to acknowledge that we have received your request and a ticket has been created with Ticket ID - 4521.\nA support representative will be reviewing your request.',
		from: 'Freshdesk <support@exemple.freshdesk.example>',
		headers: generated,
	},
	{
		kind: 'ticket',
		subject: '[JIRA] (SUP-4521) Bonjour',
		text: 'Odile created SUP-4521: Bonjour',
		headers: { 'X-JIRA-FingerPrint': 'a1', ...generated },
	},
	{
		kind: 'ticket',
		subject: 'SUP-4521 Bonjour',
		text: 'We’ve received your request. Your request reference is SUP-4521. You can view it in the customer portal.',
		headers: { 'X-JIRA-FingerPrint': 'a1' },
	},
	{
		kind: 'ticket',
		subject: 'Re: Bonjour',
		text: 'Bonjour,\nNous accusons réception de votre demande, enregistrée sous le numéro 4521.\nCeci est un message automatique.',
		from: 'contact@exemple.example',
	},
	{
		kind: 'ticket',
		subject: 'Accusé de réception : Bonjour',
		text: 'Nous avons bien reçu votre message. Il sera traité dans les meilleurs délais.',
		from: 'ne-pas-repondre@exemple.example',
	},
	{
		kind: 'ticket',
		subject: 'Re: Bonjour',
		text: 'Ihr Anliegen wurde unter der Ticketnummer 4521 erfasst. Bitte antworten Sie nicht auf diese E-Mail.',
		from: 'noreply@exemple.example',
	},
	// Challenges
	{
		kind: 'challenge',
		subject: 'Confirmez votre envoi à odile@exemple.example',
		text: 'Mail In Black protège ma messagerie. Cliquez ici pour confirmer votre envoi.',
	},
	{
		kind: 'challenge',
		subject: 'Re: Bonjour',
		text: 'Ma messagerie est protégée par Mail In Black. Votre message est en attente : cliquez sur le lien pour qu’il me soit remis.\nhttps://mib.example/a',
	},
	{
		kind: 'challenge',
		subject: 'Re: Bonjour',
		text: 'Your message is waiting. Please click the link below to confirm that you are a human sender.\nhttps://x.example/a',
	},
	{
		kind: 'challenge',
		subject: 'Re: Bonjour [confirm sender]',
		text: 'I apologize for this automatic reply to your email. To control spam, I now allow incoming messages only from senders I have approved beforehand. Please fill out the short request form.',
	},
	// Receipts
	{
		kind: 'receipt',
		subject: 'Lu : Bonjour',
		text: 'Votre message\n\n   À : Odile Marchenoir\n   Objet : Bonjour\n   Envoyé : mardi 24 novembre 2026 09:12\n\na été lu le mardi 24 novembre 2026 09:40.',
	},
	{
		kind: 'receipt',
		subject: 'Read: Bonjour',
		text: 'Your message\n\n   To: Odile\n   Subject: Bonjour\n   Sent: Tuesday, November 24, 2026\n\nwas read on Tuesday, November 24, 2026 9:40 AM.',
	},
	{ kind: 'receipt', subject: 'Lu : Bonjour', text: '' },
	{
		kind: 'receipt',
		subject: 'Gelesen: Bonjour',
		text: 'Ihre Nachricht\n\nAn: Odile\nBetreff: Bonjour\n\nwurde am Dienstag, 24. November 2026 gelesen.',
	},
	{
		kind: 'receipt',
		subject: 'Not read: Bonjour',
		text: 'Your message was deleted without being read on Tuesday.',
	},
	{
		kind: 'receipt',
		subject: 'Bonjour',
		text: 'This is a receipt.',
		part: {
			type: 'message/disposition-notification',
			words:
				'Final-Recipient: rfc822; odile@exemple.example\nDisposition: manual-action/MDN-sent-manually; displayed',
			in: 'report',
		},
	},
	// Calendar answers
	{
		kind: 'calendar',
		subject: 'Accepté : Démonstration',
		text: '',
		part: { type: 'text/calendar; method=REPLY', words: calendarWith('REPLY'), in: 'alternative' },
	},
	{
		kind: 'calendar',
		subject: 'Accepted: Demo @ Thu Dec 3',
		text: 'Odile Marchenoir has accepted this invitation.',
		part: { type: 'application/ics; name="invite.ics"', attached: true, words: calendarWith('REPLY') },
	},
	{
		kind: 'calendar',
		subject: 'Invitation acceptée : Démonstration',
		text: 'Odile a accepté cette invitation.',
		part: { type: 'application/ics', attached: true, words: calendarWith('REPLY') },
	},
	{
		kind: 'calendar',
		subject: 'Declined: Demo',
		text: 'Odile has declined this invitation.',
		part: { type: 'text/calendar; method=REPLY', words: calendarWith('REPLY'), in: 'alternative' },
	},
	{
		kind: 'calendar',
		subject: 'Nouvel horaire proposé : Démonstration',
		text: '',
		part: { type: 'text/calendar; method=COUNTER', words: calendarWith('COUNTER'), in: 'alternative' },
	},
	{
		kind: 'calendar',
		subject: 'Zugesagt: Demo',
		text: '',
		part: { type: 'text/calendar; method=REPLY', words: calendarWith('REPLY'), in: 'alternative' },
	},
	// Complaints without a feedback part
	{
		kind: 'complaint',
		subject: 'complaint about message from 192.0.2.7',
		text: 'This is a complaint.',
		from: 'staff@hotmail.com',
	},
	{
		kind: 'complaint',
		subject: 'Email Feedback Report for IP 192.0.2.7',
		text: 'This is an email abuse report for an email message received from IP 192.0.2.7.',
		from: 'scomp@aol.net',
	},
	{
		kind: 'complaint',
		subject: 'Abuse report',
		text: 'A user of ours reported the enclosed message as spam.',
		from: 'abuse@exemple.example',
	},
	{
		kind: 'complaint',
		subject: 'Signalement de spam',
		text: 'Un de nos utilisateurs a signalé ce message comme indésirable.',
		from: 'Abuse <abuse@fournisseur.example>',
	},
	// Departures
	{
		kind: 'left',
		subject: 'Réponse automatique : Bonjour',
		text: 'Je ne fais plus partie de la société. Écrivez à paul@exemple.example.',
	},
	{
		kind: 'left',
		subject: 'Re: Bonjour',
		text: 'Odile Marchenoir no longer works here. This mailbox is not monitored.',
		headers: NOBODY,
	},
];
