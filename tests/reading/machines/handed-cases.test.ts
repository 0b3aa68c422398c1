import { describe, expect, it } from 'vitest';
import { classify } from '#mail/inbound/classify.ts';
import { parseMail } from '#mail/inbound/parse-mail.ts';

/** The mails that were read wrong in another's hands, with their right values. */
const at = { receivedAt: new Date('2026-11-24T09:00:00Z'), zone: 'Europe/Paris' };
const HEAD = [
	'From: Odile Marchenoir <odile@exemple.example>',
	'To: Camille <camille@cadrelune.example>',
	'In-Reply-To: <0123456789abcdef0123456789abcdef@cadrelune.example>',
	'MIME-Version: 1.0',
];
const plain = (subject: string, ...text: string[]) =>
	[...HEAD, `Subject: ${subject}`, 'Content-Type: text/plain; charset=utf-8', '', ...text].join('\r\n');
const withCalendar = (method: string) =>
	[
		...HEAD,
		'Subject: Re: Bonjour',
		'Content-Type: multipart/mixed; boundary=b1',
		'',
		'--b1',
		'Content-Type: text/plain; charset=utf-8',
		'',
		'Avec plaisir, voici le rendez-vous.',
		'--b1',
		'Content-Type: text/calendar; charset=utf-8; name="rdv.ics"',
		'Content-Disposition: attachment; filename="rdv.ics"',
		'',
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		`METHOD:${method}`,
		'END:VCALENDAR',
		'--b1--',
	].join('\r\n');

describe('cases handed over', () => {
	it.each<[string, string, object]>([
		...['PUBLISH', 'REPLY', 'COUNTER'].map((method): [string, string, object] => [
			`03, ${method}`,
			withCalendar(method),
			{ kind: 'human' },
		]),
		[
			'06a',
			plain(
				'AUTO: Odile Marchenoir is out of the office (returning 07/12/2026)',
				'I am out of the office until 07/12/2026.',
				'',
				'Note: This is an automated response to your message "Bonjour".',
			),
			{ kind: 'absence', returnsOn: '2026-12-07' },
		],
		[
			'06c',
			plain('Re: Bonjour', 'Ceci est une réponse automatisée : je suis en congés jusqu’au 4 décembre.'),
			{ kind: 'absence', returnsOn: '2026-12-05' },
		],
		[
			'07a',
			plain('Re: Bonjour', 'STOP', '', 'Odile Marchenoir', 'Directrice commerciale'),
			{ kind: 'objection', quote: 'STOP' },
		],
		[
			'07d',
			plain('Re: Bonjour', 'Je ne suis pas intéressée, merci de ne plus me contacter.'),
			{ kind: 'objection' },
		],
		[
			'08a',
			plain(
				'Re: Bonjour',
				'Oui ! Nous voulons arrêter de perdre du temps avec nos tableurs. Appelez-moi jeudi.',
			),
			{ kind: 'human' },
		],
		[
			'08c',
			plain('Re: Bonjour', 'Avant de signer : pouvez-vous supprimer nos données à la fin du contrat ?'),
			{ kind: 'human' },
		],
	])('%s', async (_, source, wanted) => {
		const found = classify(await parseMail(Buffer.from(source)), at);
		expect(found).toMatchObject(wanted);
		expect(found.doubt).toBeUndefined();
	});

	it('09: our own mail below Outlook’s fields is not hers', async () => {
		const mail = await parseMail(
			Buffer.from(
				[
					...HEAD,
					'Subject: Re: Bonjour',
					'Content-Type: text/html; charset=utf-8',
					'',
					'<html><body><div>Oui, avec plaisir, jeudi 10 h.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg" dir="ltr"><font><b>De :</b> Camille<br><b>Envoyé :</b> mercredi<br><b>À :</b> Odile<br><b>Objet :</b> Bonjour</font></div><div><p>Bonjour,</p><p>Arrêtez de perdre des commandes : notre outil les suit pour vous.</p></div></body></html>',
				].join('\r\n'),
			),
		);
		expect(mail.visibleText).toBe('Oui, avec plaisir, jeudi 10 h.');
		expect(classify(mail, at)).toMatchObject({ kind: 'human', rule: 'written' });
	});

	it('an absence that says that it received the mail is an absence', async () => {
		const source = plain(
			'Re: Bonjour\r\nAuto-Submitted: auto-replied',
			'J’ai bien reçu votre message et y répondrai à mon retour le 7 décembre.',
		);
		expect(classify(await parseMail(Buffer.from(source)), at)).toMatchObject({
			kind: 'absence',
			headers: ['auto-submitted'],
		});
	});

	it('a field that hints is evidence only where it decided with the words', async () => {
		const found = async (text: string) =>
			classify(await parseMail(Buffer.from(plain('Re: Bonjour\r\nReturn-Path: <>', text))), at);
		expect(await found('Je suis en congés. En cas d’urgence, contactez Paul.')).toMatchObject({
			kind: 'absence',
			headers: ['return-path'],
		});
		expect(await found('Ceci est un message automatique.')).toMatchObject({
			headers: [],
			quote: 'Ceci est un message automatique.',
		});
		expect(await found('Oui, jeudi.')).toMatchObject({ kind: 'human', headers: [] });
	});

	it('an objection that may be none is a reply with its doubt', async () => {
		const found = classify(await parseMail(Buffer.from(plain('Re: Bonjour', 'Merci d’arrêter.'))), at);
		expect(found).toMatchObject({
			kind: 'human',
			doubt: { kind: 'objection', quote: 'Merci d’arrêter.' },
		});
	});
});
