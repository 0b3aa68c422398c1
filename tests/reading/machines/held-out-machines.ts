import type { LabelledMail } from './corpus.ts';

const ics = (method: string) =>
	`BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y\nMETHOD:${method}\nBEGIN:VEVENT\nUID:2\nATTENDEE;PARTSTAT=ACCEPTED:mailto:odile@exemple.example\nEND:VEVENT\nEND:VCALENDAR`;
const of =
	(kind: string, more: Partial<LabelledMail> = {}) =>
	([subject, text]: readonly [string, string]): LabelledMail => ({ kind, subject, text, ...more });

/** Mails of machines, written after the rules, without looking at them. */
export const HELD_OUT_MACHINES: readonly LabelledMail[] = [
	of('vacation header', { headers: { 'Auto-Submitted': 'auto-replied (rejected)' } })([
		'Re: Bonjour',
		'Bonjour, merci pour votre message ! Je suis en Bretagne.',
	]),
	of('vacation header', { headers: { 'auto-submitted': 'Auto-Generated' } })(['Bonjour', 'Oui']),
	of('vacation header', { headers: { 'X-Autoreply': 'yes', Precedence: 'junk' } })([
		'Re: Bonjour',
		'À bientôt',
	]),
	of('vacation header', { headers: { 'X-Autoresponder': 'cPanel', 'X-Loop': 'odile' } })([
		'Vacances',
		'Vous pouvez m’appeler au 06.',
	]),
	of('vacation header', { headers: { Precedence: 'auto-reply' } })(['Re: Bonjour', 'Hi!']),
	of('Exchange rule', { headers: { 'X-MS-Exchange-Inbox-Rules-Loop': 'Odile@exemple.example' } })([
		'Changement d’adresse',
		'Ma nouvelle adresse : odile@nouvelle.example',
	]),
	...(
		[
			['AUTO: Paul Durand is out of the office. (returning 12/07/2026)', 'I will return on 12/07/2026.'],
			['AUTO: Odile Marchenoir ist außer Haus (Rückkehr am 07.12.2026)', 'Ich kehre zurück am 07.12.2026.'],
			[
				'Réponse automatique : [EXTERNE] Bonjour',
				'Bonjour,\nJe suis en congé maternité. Merci de contacter Paul.',
			],
			['RÉPONSE AUTOMATIQUE : Bonjour', 'Nos bureaux sont fermés.'],
			['Réponse automatique à votre message', 'Votre courriel a été transmis.'],
			['Automatic Reply: [EXTERNAL] Bonjour', 'Thanks for reaching out! I’m on parental leave.'],
			['Automatic reply : Bonjour', 'I check mail twice a day.'],
			['Auto reply: Bonjour', 'We got it.'],
			['Autoreply: Bonjour', 'Gone fishing.'],
			['Automatische Antwort: Bonjour', 'Vielen Dank für Ihre Nachricht.'],
			['Automatisches Antwort: AW: Bonjour', 'Ich bin diese Woche nicht erreichbar. Automatische Antwort.'],
			['Abwesenheitsnotiz', 'Bin im Urlaub.'],
			['Abwesend: Bonjour', 'Ab Montag bin ich zurück.'],
			['Respuesta automática: Bonjour', 'Gracias por su mensaje.'],
			['Fuera de oficina: Bonjour', 'Vuelvo el lunes.'],
			['Ausencia: Bonjour', 'Estaré fuera hasta el 7.'],
			['Risposta automatica: R: Bonjour', 'Grazie del messaggio.'],
			['Fuori ufficio: Bonjour', 'Rientro lunedì.'],
			['Automatisch antwoord: Bonjour', 'Bedankt voor uw bericht.'],
			['Afwezigheidsbericht', 'Ik ben er weer op maandag.'],
			['OOO: Bonjour', 'OOO until Monday.'],
			['OOO', 'I am out of office until December 7.'],
			['Out of office until 7 December', 'I am away with no access to my mail.'],
			['Out of Office Auto-Reply: Bonjour', 'Away.'],
			[
				'Absence jusqu’au 7 décembre',
				'Bonjour, je suis absente jusqu’au 7 décembre inclus. Pour toute urgence : 02 61 91 40 21.',
			],
			[
				'Absente',
				'Bonjour,\n\nActuellement absente, je prendrai connaissance de votre message à mon retour.',
			],
			['En congés jusqu’au 4 janvier', 'Bonjour, je suis en congés. Je répondrai à votre mail à mon retour.'],
			['Congés', 'Je suis en congés jusqu’au 4 janvier. Pour toute demande urgente, contactez le standard.'],
			['Notification d’absence', 'Le destinataire est absent.'],
			['Vacation reply', 'On the beach.'],
		] as const
	).map(of('program subject')),
	...(
		[
			'Bonjour,\n\nCeci est un mail automatique. Je suis absent du bureau.',
			'Bonjour,\n\n[Réponse automatique] Je suis en formation cette semaine.',
			'Ce courriel vous est envoyé automatiquement. Votre demande sera traitée sous 72 heures.',
			'Votre message nous est bien parvenu. Cette réponse est automatique.',
			'(message automatique)\n\nJe consulte mes mails une fois par jour.',
			'** This is an automated message **\n\nThank you, we will get back to you.',
			'Thanks! This is an auto-reply to let you know that we got your email.',
			'This is an automatically generated e-mail, please do not reply to it.',
			'You have reached an unmonitored mailbox. This is an auto-generated response.',
			'Dies ist eine automatisch erstellte Nachricht. Bitte antworten Sie nicht.',
			'Esto es una respuesta automática. Le contestaremos pronto.',
			'Questo è un messaggio automatico, non rispondere.',
			'Dit is een automatisch gegenereerd antwoord.',
		] as const
	).map((text) => of('says so')(['Re: Bonjour', text])),
	of('weak and words', { headers: { 'Return-Path': '<>' } })([
		'Re: Bonjour',
		'Bonjour, je suis absent jusqu’au 7 décembre. Je traiterai votre message à mon retour.',
	]),
	of('weak and words', { headers: { 'Return-Path': '<>' } })([
		'Re: Bonjour',
		'I am out of the office. For urgent matters please write to paul@exemple.example.',
	]),
	of('weak and words', { headers: { Precedence: 'junk' } })([
		'Re: Bonjour',
		'Estoy de vacaciones. En caso de urgencia llame a Paul.',
	]),
	of('weak and words', { headers: { Precedence: 'bulk' } })([
		'Re: Bonjour',
		'Ik ben met vakantie. Uw bericht wordt niet gelezen.',
	]),
	of('weak and words', { headers: { 'X-Auto-Response-Suppress': 'All' } })([
		'Bonjour',
		'Sono in ferie fino al 7. In caso di urgenza contattare Paolo.',
	]),
	of('ticket', { from: 'SAV Exemple <sav@exemple.example>' })([
		'Re: Bonjour',
		'Bonjour,\nVotre demande a bien été enregistrée sous la référence 88123. Un conseiller va vous répondre.',
	]),
	of('ticket', { from: 'Zendesk <support@exemple.zendesk.example>' })([
		'Re: Bonjour',
		'##- Please type your reply above this line -##\n\nHello, your request (#88123) has been received. To add comments, reply to this email.',
	]),
	of('ticket', { from: 'helpdesk@exemple.example', headers: { 'X-Freshdesk-Ticket-Id': '88123' } })([
		'Re: Bonjour',
		'Your ticket has been created. Ticket ID: 88123.',
	]),
	of('ticket', { from: 'otrs@exemple.example', headers: { 'X-OTRS-Loop': 'yes' } })([
		'[Ticket#88123] Bonjour',
		'Sehr geehrte Damen und Herren, Ihre Anfrage ist bei uns eingegangen und wird unter der Ticketnummer 88123 bearbeitet.',
	]),
	of('ticket', { from: 'jira@exemple.atlassian.example', headers: { 'X-JIRA-FingerPrint': 'b2' } })([
		'SUP-88 Bonjour',
		'Just confirming that we got your request. Your request has been received as SUP-88.',
	]),
	of('ticket', { from: 'GLPI <assistance@exemple.example>' })([
		'[GLPI #0088123] Nouveau ticket : Bonjour',
		'Description : Bonjour\nStatut : Nouveau',
	]),
	of('ticket', { from: 'noreply@exemple.example' })([
		'Votre demande',
		'Nous avons bien reçu votre demande et reviendrons vers vous.',
	]),
	of('ticket', { from: 'no-reply@exemple.example' })([
		'We received your message',
		'Thank you for contacting Exemple. We have received your message.',
	]),
	of('ticket', { from: 'contact@exemple.example' })([
		'Accusé de réception',
		'Nous accusons bonne réception de votre courriel qui sera traité dans les meilleurs délais.',
	]),
	of('ticket', { from: 'info@exemple.example', headers: { 'Return-Path': '<>' } })([
		'Danke',
		'Wir haben Ihre Nachricht erhalten und melden uns. Vielen Dank.',
	]),
	of('challenge')([
		'Veuillez confirmer votre adresse',
		'Bonjour, pour lutter contre le spam, ma messagerie est protégée par MailInBlack. Merci de cliquer sur ce lien pour que votre message me soit remis : https://mib.example/b',
	]),
	of('challenge')([
		'RE: Bonjour',
		'Votre e-mail est en attente. Authentifiez-vous en cliquant ici : https://mib.example/c',
	]),
	of('challenge')([
		'Re: Bonjour',
		'Your email has been held because you are not yet on my approved sender list. Click here to verify you are a real person: https://x.example/c',
	]),
	of('challenge')([
		'Confirm your message',
		'Boxbe: your message is waiting for approval. Click to be added to the guest list.',
	]),
	of('receipt')([
		'Lu : Re: Bonjour',
		'Votre message\n\nÀ : Odile\nObjet : Re: Bonjour\nEnvoyé : 24/11/2026 09:12\n\na été lu le 24/11/2026 09:45.',
	]),
	of('receipt')(['Read: Bonjour', '']),
	of('receipt')(['Leído: Bonjour', 'El mensaje\n\nPara: Odile\nAsunto: Bonjour\n\nfue leído el martes.']),
	of('receipt')(['Letto: Bonjour', 'Il messaggio\n\nA: Odile\n\nè stato letto il martedì 24.']),
	of('receipt')(['Gelezen: Bonjour', '']),
	of('receipt')([
		'Return Receipt (displayed) - Bonjour',
		'This is a Return Receipt for the mail that you sent to odile@exemple.example. Note: This Return Receipt only acknowledges that the message was displayed on the recipient’s computer.',
	]),
	of('receipt')([
		'Accusé de réception (affiché) - Bonjour',
		'Ceci est un accusé de réception pour le courrier que vous avez envoyé à odile@exemple.example. Note : cet accusé de réception indique seulement que le message a été affiché.',
	]),
	of('receipt')(['Non lu : Bonjour', 'Votre message a été supprimé sans être lu.']),
	of('calendar', {
		part: { type: 'text/calendar; charset=UTF-8; method=REPLY', words: ics('REPLY'), in: 'alternative' },
	})(['Acceptée : Démonstration - jeu. 3 déc.', 'Odile Marchenoir a accepté l’invitation.']),
	of('calendar', { part: { type: 'application/ics; name=invite.ics', attached: true, words: ics('REPLY') } })(
		['Refusée : Démonstration', 'odile@exemple.example a refusé cette invitation.'],
	),
	of('calendar', { part: { type: 'application/ics; name=invite.ics', attached: true, words: ics('REPLY') } })(
		['Tentatively Accepted: Demo', ''],
	),
	of('calendar', { part: { type: 'text/calendar; method=REPLY', words: ics('REPLY'), in: 'alternative' } })([
		'Abgelehnt: Demo',
		'',
	]),
	of('calendar', { part: { type: 'text/calendar; method=CANCEL', words: ics('CANCEL'), in: 'alternative' } })(
		['Annulé : Démonstration', ''],
	),
	of('calendar', { part: { type: 'text/calendar; method=REPLY', words: ics('REPLY'), in: 'alternative' } })([
		'Aceptado: Demo',
		'',
	]),
	of('complaint', { from: 'Microsoft <staff@hotmail.com>' })([
		'complaint about message from 203.0.113.9',
		'',
	]),
	of('complaint', { from: 'complaints@exemple.example' })([
		'Spam complaint',
		'The recipient marked your message as spam.',
	]),
	of('complaint', { from: 'fbl@exemple.example' })([
		'FW: Bonjour',
		'This is an email abuse report for a message received on Tue, 24 Nov 2026.',
	]),
	of('left', { headers: { 'Auto-Submitted': 'auto-replied' } })([
		'Re: Bonjour',
		'Odile a quitté l’entreprise, écrivez à paul@exemple.example.',
	]),
	of('left')(['Automatische Antwort: Bonjour', 'Frau Marchenoir ist nicht mehr im Unternehmen.']),
];
