import { describe, expect, it } from 'vitest';
import { DEMO_LETTERS } from '#prisma/demo/letters.ts';
import type { LetterKey } from '#prisma/demo/letters.ts';
import { classify } from './classify.ts';
import type { MailKind } from './classify.ts';
import { parsed } from './mails.test-support.ts';

const at = { receivedAt: new Date('2026-11-24T09:00:00Z'), zone: 'Europe/Paris' };
const ours = ['Ne plus recevoir de messages de ma part :'];
const quotation = [
	'',
	'Le mardi 24 novembre 2026 à 09:12, Camille Aubrelle <camille.aubrelle@cadrelune.example> a écrit :',
	'',
	'> Bonjour Madame Ronsavel,',
	'>',
	'> Comment planifiez-vous vos ateliers ?',
	'>',
	'> Ne plus recevoir de messages de ma part : https://refrain.example/u/abcdef',
].join('\n');

const letter = (key: LetterKey, date = 'jeudi 3 décembre') => {
	const { subject, text } = DEMO_LETTERS[key] as { subject?: string; text: string };
	return {
		subject: (subject ?? 'Re: Planifier un atelier').replace('{objet}', 'Planifier un atelier'),
		text: text.replace('{date}', date).replace('{nom}', 'Une Personne'),
	};
};

describe('the letters of docs/demonstration-world/letters.md', () => {
	it.each([
		...(
			[
				'REP-1',
				'REP-2',
				'REP-3',
				'REP-4',
				'REP-5',
				'REP-6',
				'REP-7',
				'REP-8',
				'REP-9',
				'REP-9-again',
				'REP-11',
				'REP-12',
				'REP-13',
				'ANY-ANSWER',
			] as const
		).map((key) => [key, 'human'] as const),
		['REP-10', 'objection'],
		['ANY-REMOVAL', 'objection'],
	] as const)('%s, by a person, is %s', async (key, kind) => {
		const { subject, text } = letter(key);
		const mail = await parsed({ subject, text: `${text}\n${quotation}` });
		expect(classify(mail, at, ours)).toMatchObject({ kind });
		const asHtml = await parsed({
			subject,
			html: `<p>${text.replaceAll('\n', '<br>')}</p><blockquote type="cite"><p>Ne plus recevoir de messages de ma part : <a href="https://x.example/u/a">ici</a></p></blockquote>`,
		});
		expect(classify(asHtml, at, ours)).toMatchObject({ kind });
	});

	const auto = { 'Auto-Submitted': 'auto-replied' };
	it.each<[LetterKey, Record<string, string>, MailKind, string | undefined, string]>([
		['AUTO-1', auto, 'absence', '2026-12-03', 'absence-words'],
		['AUTO-2', { 'X-Autoreply': 'yes' }, 'absence', undefined, 'absence-words'],
		['AUTO-3', auto, 'absence', '2026-12-08', 'absence-words'],
		['AUTO-4', auto, 'acknowledgement', undefined, 'acknowledgement-words'],
		['AUTO-5', auto, 'notification', undefined, 'left-company'],
		['AUTO-6', auto, 'notification', undefined, 'challenge'],
		['ANY-ABSENCE', auto, 'absence', '2026-12-03', 'absence-words'],
		['ANY-ABSENCE-EN', auto, 'absence', '2026-12-08', 'absence-words'],
		['ANY-ABSENCE-UNDATED', auto, 'absence', undefined, 'absence-words'],
		['ANY-DEPARTURE', auto, 'notification', undefined, 'left-company'],
	])('%s is %s', async (key, headers, kind, returnsOn, rule) => {
		const mail = await parsed({
			...letter(key, /-EN$|AUTO-3/.test(key) ? 'Monday 7 December' : 'jeudi 3 décembre'),
			headers: { ...headers, 'In-Reply-To': '<ours@cadrelune.example>' },
		});
		const found = classify(mail, at, ours);
		expect(found).toMatchObject({ kind, rule });
		expect(found.returnsOn).toBe(returnsOn);
	});

	it('keeps the sentence of an absence', async () => {
		const mail = await parsed({ ...letter('AUTO-1'), headers: { 'Auto-Submitted': 'auto-replied' } });
		expect(classify(mail, at).quote).toBe('Je suis absente et serai de retour le jeudi 3 décembre.');
	});

	it('a failure in words is a report about whom its send was written to', async () => {
		const mail = await parsed({
			from: 'Messagerie <postmaster@tramoigne.example>',
			subject: 'Échec de la remise de votre message',
			text: 'Votre message n’a pas pu être remis : utilisateur inconnu.',
		});
		expect(classify(mail, at)).toMatchObject({
			kind: 'bounce-hard',
			rule: 'delivery-report',
			report: {
				recipients: [{ address: undefined, evidence: { field: 'text', value: 'utilisateur inconnu' } }],
			},
		});
	});
});

describe('who is never taken for a person', () => {
	it.each<[string, { from?: string; headers?: Record<string, string> }]>([
		['Auto-Submitted', { headers: { 'Auto-Submitted': 'auto-generated' } }],
		['mailer-daemon', { from: 'MAILER-DAEMON@x.example' }],
		['postmaster', { from: 'Postmaster <Postmaster@x.example>' }],
	])('%s', async (_, mail) => {
		const found = classify(await parsed({ ...mail, text: 'Bonjour, oui volontiers, rappelez-moi.' }), at);
		expect(found).toMatchObject({ kind: 'notification', rule: 'automatic' });
	});

	it('a read receipt, a complaint and a calendar answer are told apart', async () => {
		const { lines } = await import('./mails.test-support.ts');
		const { parseMail } = await import('./parse-mail.ts');
		const report = (type: string, part: string) =>
			lines(
				'From: x@y.example',
				'Subject: Lu',
				`Content-Type: multipart/report; report-type=${type}; boundary=b`,
				'',
				'--b',
				'Content-Type: text/plain',
				'',
				'Bonjour',
				'--b',
				`Content-Type: ${part}`,
				'',
				'Final-Recipient: rfc822; x@y.example',
				'--b--',
			);
		const rule = async (raw: Buffer) => classify(await parseMail(raw), at).rule;
		expect(await rule(report('disposition-notification', 'message/disposition-notification'))).toBe(
			'read-receipt',
		);
		expect(await rule(report('feedback-report', 'message/feedback-report'))).toBe('complaint');
		expect(
			await rule(
				lines(
					'From: x@y.example',
					'Content-Type: text/calendar; method=REPLY',
					'',
					'BEGIN:VCALENDAR',
					'METHOD:REPLY',
				),
			),
		).toBe('calendar');
	});
});

describe('who is a person all the same', () => {
	it.each([
		[
			'X-Auto-Response-Suppress asks only not to be answered',
			{ headers: { 'X-Auto-Response-Suppress': 'All' } },
		],
		['a null sender', { headers: { 'Return-Path': '<>' } }],
		['Auto-Submitted: no', { headers: { 'Auto-Submitted': 'no' } }],
		[
			'an answer to an absence',
			{ subject: 'RE: Absence du bureau', text: 'Je suis de retour le 3, appelez-moi.' },
		],
		['an absence told in a reply', { text: 'Je suis absent jusqu’à jeudi, appelez-moi vendredi.' }],
		['« bien reçu »', { text: 'Bien reçu votre message, je reviens vers vous.' }],
		['an invitation', { headers: { 'Content-Class': 'urn:content-classes:calendarmessage' } }],
	])('%s', async (_, mail) => {
		expect(classify(await parsed({ text: 'Bonjour, volontiers.', ...mail }), at)).toMatchObject({
			kind: 'human',
		});
	});

	it('a mail to many is marked so', async () => {
		const mail = await parsed({
			text: 'Nos nouveautés',
			headers: { 'List-Unsubscribe': '<https://x.example/u>' },
		});
		expect(classify(mail, at)).toMatchObject({ kind: 'human', bulk: true });
	});

	it('an acknowledgement that names the day of its return is an absence', async () => {
		const mail = await parsed({
			subject: 'Réponse automatique : Bonjour',
			text: 'J’ai bien reçu votre message et y répondrai à mon retour le 7 décembre.',
			headers: { 'Auto-Submitted': 'auto-replied' },
		});
		expect(classify(mail, at)).toMatchObject({ kind: 'absence', returnsOn: '2026-12-07' });
	});

	it('an absence whose only sign is its subject is an absence', async () => {
		const mail = await parsed({ subject: 'Réponse automatique : Planifier', text: 'De retour lundi.' });
		expect(classify(mail, at)).toMatchObject({ kind: 'absence', returnsOn: '2026-11-30', headers: [] });
	});
});
