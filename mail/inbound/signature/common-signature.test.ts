import { describe, expect, it } from 'vitest';
import { textOfHtml } from '../visible-text.ts';
import { commonSignature } from './common-signature.ts';
import { endingOf } from './read-ending.ts';

const SIGNATURE = ['Léa Martin', 'Chargée d’affaires – Cadrelune', '02 61 91 40 15 · www.cadrelune.example'];
const BOUNDS = { lines: 10, characters: 600, alike: 3 };
const signed = SIGNATURE.join('\n');
const found = (texts: readonly string[], lastName = 'Martin') =>
	commonSignature(
		texts.map((text) => endingOf(text, '')),
		lastName,
		BOUNDS,
	);

describe('the signature that mails end with', () => {
	it('follows the delimiter, whatever stands above it', () => {
		const mails = ['Oui.', 'À jeudi.\n\nCordialement,', 'See you.'].map(
			(said) => `${said}\n\n-- \n${signed}`,
		);
		expect(found(mails)).toEqual(SIGNATURE);
	});

	it.each([
		['in French', ['Bien cordialement,', 'Cordialement', 'Bonne journée,']],
		['in English', ['Best regards,', 'Kind regards', 'Many thanks and best,']],
	])('begins with the name below the farewell, %s', (_, farewells) => {
		const mails = farewells.map((farewell, at) => `Mail ${at}\n\n${farewell}\n\n${signed}`);
		expect(found(mails)).toEqual(SIGNATURE);
	});

	it('is found above quotations and below them, between lines of them, and above what is passed on', () => {
		const quoted = '> Bonjour Léa,\n>\n> Combien de postes ?\n>\n> Paul Kerdrel\n> Acheteur';
		expect(
			found([
				`Douze.\n\n${signed}\n\nLe lun. 3 mars 2031 à 10:12, Paul Kerdrel <paul@x.example> a écrit :\n${quoted}`,
				`On Mon, Mar 3, 2031 at 10:12 AM Paul <paul@x.example> wrote:\n${quoted}\n\nTwelve.\n\n${signed}`,
				`${quoted}\nDouze.\n> Et quand ?\nJeudi.\n\n${signed}`,
			]),
		).toEqual(SIGNATURE);
		expect(
			found(
				['a', 'b', 'c'].map(
					(said) =>
						`${said}\n\n${signed}\n\n---------- Message transféré ---------\nDe : Paul Kerdrel <paul@x.example>\nDate : lun. 3 mars 2031\nObjet : Devis\nÀ : Léa <lea@x.example>\n\nVoici.\n\nPaul Kerdrel\nAcheteur`,
				),
			),
		).toEqual(SIGNATURE);
	});

	it('of mails in HTML has no picture, no link and nothing of what is quoted', () => {
		const html = (said: string) =>
			`<p>${said}</p><div><b>Léa Martin</b><br>Chargée d’affaires – Cadrelune<br><a href="https://t.example/?id=9">02 61 91 40 15 · www.cadrelune.example</a><img src="https://t.example/pixel.gif" width="1"></div><blockquote>Bonjour<br>Paul Martin<br>Acheteur</blockquote>`;
		const endings = ['a', 'b', 'c'].map(html).map((one) => endingOf('', textOfHtml(one)));
		expect(commonSignature(endings, 'Martin', BOUNDS)).toEqual(SIGNATURE);
	});

	it('is the same in bold and with links, as programs write those in plain text', () => {
		const plain = signed
			.replace('Léa Martin', '*Léa Martin*')
			.replace('.example', '.example <https://t.example/x>');
		expect(found([`a\n\n${plain}\n[cid:image001.png@01D]`, `b\n\n${signed}`, `c\n\n${plain}`])).toEqual(
			SIGNATURE,
		);
	});

	it('is left without the fine print', () => {
		const print = [
			'Ce message et toutes les pièces jointes (ci-après le "message") sont',
			'établis à l’intention exclusive de ses destinataires et sont confidentiels.',
			'Léa Martin ne répond de rien.',
		].join('\n');
		const english = `This e-mail is confidential and intended only for the addressee.`;
		expect(found([`a\n\n${signed}\n\n____\n${print}`, `b\n\n${signed}\n${english}`, `c\n${signed}`])).toEqual(
			SIGNATURE,
		);
		expect(found(['a', 'b', 'c'].map((said) => `${said}\n-- \n${print}`))).toBeUndefined();
	});

	it('is that of the latest mails, where it changed', () => {
		const before = `Léa Martin\nAssistante`;
		const mails = [
			...['a', 'b', 'c'].map((said) => `${said}\n${signed}`),
			...['d', 'e', 'f', 'g'].map((said) => `${said}\n${before}`),
		];
		expect(found(mails)).toEqual(SIGNATURE);
		expect(found(mails.toReversed())).toEqual(before.split('\n'));
	});

	it.each([
		['two mails', ['a', 'b'].map((said) => `${said}\n\n${signed}`)],
		['differing last lines', ['Jeudi', 'Vendredi', 'Lundi'].map((day) => `Oui.\n\n${signed}\n${day}`)],
		['what telephones add', Array(4).fill('Oui.\n\nEnvoyé de mon iPhone')],
		['the same in English', Array(4).fill('Yes.\n\nSent from my iPhone')],
		['her name alone', Array(4).fill('Oui.\n\nCordialement,\nLéa Martin')],
		['a farewell alone', Array(4).fill('Oui.\n\nBien cordialement,\nLéa')],
		['the signature of somebody else', Array(4).fill('Oui.\n\n-- \nPaul Kerdrel\nAcheteur')],
		['what she passes on', Array(4).fill('> Léa Martin\n> Acheteuse')],
		['the same text to many', Array(4).fill('Bonjour,\n\nLéa Martin vous appellera.\nUn mot suffit.\nMerci')],
		['much more than a signature', Array(4).fill(`-- \nLéa Martin\n${'Une ligne de plus\n'.repeat(12)}`)],
		['a signature that is too long', Array(4).fill(`-- \nLéa Martin\n${'mot '.repeat(160)}`)],
	])('is not there: %s', (_, mails: string[]) => expect(found(mails)).toBeUndefined());

	it('knows names of several words and with accents', () => {
		const mails = ['a', 'b', 'c'].map((said) => `${said}\n-- \nMme Zoé LE GÖFF\nAchats`);
		expect(found(mails, 'Le Göff')).toEqual(['Mme Zoé LE GÖFF', 'Achats']);
		expect(found(mails, 'Goffin')).toBeUndefined();
		expect(found(mails, '')).toBeUndefined();
	});
});
