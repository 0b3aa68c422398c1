import { describe, expect, it } from 'vitest';
import { parseMail } from '#mail/inbound/parse-mail.ts';
import { textOfHtml, visibleTextOf } from '#mail/inbound/visible-text.ts';
import { firstReplies, OUR_MAIL } from './corpus.ts';
import { EXACT_HTML, EXACT_TEXTS } from './exact.ts';
import { heldOutReplies } from './held-out.ts';
import { scoreReplies } from './score.ts';

describe('the new text of replies', () => {
	it.each([
		['written before the rules', firstReplies()],
		['held out', heldOutReplies()],
	])('%s', (name, replies) => {
		const { shown, clean, lost, old } = scoreReplies(replies);
		console.log(
			`new text, ${name}: ${replies.length} replies, all of it shown in ${percent(shown)}, nothing old in ${percent(clean)}`,
		);
		expect(replies.length).toBeGreaterThanOrEqual(90);
		expect(shown, lost.join('\n')).toBeGreaterThanOrEqual(0.98);
		expect(clean, old.join('\n')).toBeGreaterThanOrEqual(0.95);
	});

	it.each([
		['a route', 'De : Paris\nÀ : Lyon\nDate : 3 décembre\n\nCombien ?'],
		['what a colleague wrote', 'Le 24/11/2026 à 10:03, Paul m’a écrit :\n« On y va. »'],
		['a word with a colon', 'Comme Paul l’a écrit :\non y va.'],
		['a sentence like a field', 'Objet : le devis.\nJ’attends la version 2.'],
		['a rule of its own', 'Prix\n----------\n12 euros'],
		['a signature with a greeting', 'Oui.\n\nCordialement,\nOdile'],
	])('%s stays', (_, text) => expect(visibleTextOf(text)).toBe(text));

	it.each(EXACT_TEXTS)('%j is all that is shown of %j', (shown, text) =>
		expect(visibleTextOf(text)).toBe(shown),
	);

	it.each(EXACT_HTML)('%j is all that is shown of %s', (shown, html) =>
		expect(visibleTextOf(textOfHtml(html))).toBe(shown),
	);

	it('an indented paragraph of the writer stays, and a quotation in a table of its own does not', () => {
		const indented = textOfHtml(
			'<div>Voici :</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>12 postes</div></blockquote>',
		);
		expect(visibleTextOf(indented)).toContain('12 postes');
	});

	it.each([
		`Oui.\n${OUR_MAIL[4]}`,
		'Oui.\nNe plus recevoir de messages\nde ma part : https://refrain.example/u/abcdef',
		'Oui.\nNe plus recevoir de messages de ma part :\nhttps://refrain.example/u/abcdef',
		'Oui.\n*Ne plus recevoir  de messages de ma part :* <https://refrain.example/u/abcdef>',
	])('our footer is nobody’s new text: %j', (text) =>
		expect(visibleTextOf(text, ['Ne plus recevoir de messages de ma part :'])).toBe('Oui.'),
	);

	it('the HTML part tells what the plain part does not', async () => {
		const mail = await parseMail(
			Buffer.from(
				[
					'Content-Type: multipart/alternative; boundary=b',
					'',
					'--b',
					'Content-Type: text/plain; charset=utf-8',
					'',
					'Ja, gern.',
					'',
					'Camille, 24.11.:',
					'Arrêtez de perdre des commandes.',
					'--b',
					'Content-Type: text/html; charset=utf-8',
					'',
					'<div>Ja, gern.</div><blockquote type="cite">Arrêtez de perdre des commandes.</blockquote>',
					'--b--',
				].join('\r\n'),
			),
		);
		expect(mail.visibleText).toBe('Ja, gern.');
		expect(mail.text).toContain('Arrêtez');
	});
});

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
