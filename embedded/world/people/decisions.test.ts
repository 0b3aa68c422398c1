import { expect, test } from 'vitest';
import { days, hours, minutes } from '#prisma/demo/duration.ts';
import { DEMO_PEOPLE } from '#prisma/demo/people.ts';
import { dayInWords, quotationLine } from '../letters/words-for-dates.ts';
import { readMail } from '../letters/read-mail.ts';
import { recipientVerdict } from '../smtp/recipient-verdict.ts';
import { postingForm } from './confirm-objection.ts';
import { linksOf } from './links.ts';
import { planActs } from './plan-acts.ts';
import { createVisitor } from './visit-page.ts';

const AT = new Date('2026-11-24T08:14:00Z');
const arrival = { person: 'x@y.example', at: AT, step: 1, lastAutomaticAt: undefined, returnsAt: undefined };

test('everybody of the data decides something for each step, and never before the mail', () => {
	for (const { behaviour } of DEMO_PEOPLE) {
		for (const step of [1, 2, 3, 4]) {
			for (const { at } of planActs(behaviour, { ...arrival, step })) expect(at >= AT).toBe(true);
		}
	}
	const acting = DEMO_PEOPLE.filter(({ behaviour }) =>
		[1, 2, 3, 4].some((step) => planActs(behaviour, { ...arrival, step }).length > 0),
	);
	expect(acting).toHaveLength(29);
});

test('an automatic reply waits four days before it comes again', () => {
	const away = { does: 'away-undated', after: 0, letter: 'AUTO-2' } as const;
	const after = (span: number) =>
		planActs(away, { ...arrival, lastAutomaticAt: new Date(AT.getTime() - span) });
	expect(after(days(4) - 1)).toEqual([]);
	expect(after(days(4))).toHaveLength(1);
});

test('whoever is back writes no absence any more', () => {
	const away = { does: 'away-until', after: 0, letter: 'AUTO-1', returnsAfterDays: 9 } as const;
	expect(planActs(away, arrival)[0]!.act).toMatchObject({ returnsAt: AT.getTime() + days(9) });
	expect(planActs(away, { ...arrival, returnsAt: AT })).toEqual([]);
	const returnsAt = new Date(AT.getTime() + hours(1));
	expect(planActs(away, { ...arrival, returnsAt })[0]!.act).toMatchObject({ returnsAt: returnsAt.getTime() });
});

test('refusals for a time count from the first attempt', () => {
	const greylists = { does: 'greylists', during: minutes(12) } as const;
	const after = (span: number) => recipientVerdict(greylists, AT, new Date(AT.getTime() + span));
	expect(after(0)?.code).toBe(451);
	expect(after(minutes(12) - 1)?.code).toBe(451);
	expect(after(minutes(12))).toBeUndefined();
});

test('dates are written as people write them, in their zone', () => {
	expect(dayInWords(new Date('2026-12-03T10:00:00Z'), 'fr')).toBe('jeudi 3 décembre');
	expect(dayInWords(new Date('2026-11-30T23:30:00Z'), 'fr')).toBe('mardi 1er décembre');
	expect(dayInWords(new Date('2026-11-30T23:30:00Z'), 'en')).toBe('Monday 30 November');
	expect(quotationLine(AT, 'Camille', 'fr')).toBe(
		'Le mardi 24 novembre 2026 à 09:14, Camille a écrit\u00a0:',
	);
	expect(quotationLine(AT, 'Camille', 'en')).toBe('On Tuesday 24 November 2026 at 08:14, Camille wrote:');
});

test('the objection page is told apart from other links, with and without its line', async () => {
	const mail = (text: string, header = '') =>
		readMail(Buffer.from(`${header}Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`));
	const text =
		'Voir https://a.example/x.\nNe plus recevoir de messages de ma part : http://localhost/o/t?x=1';
	expect(linksOf(await mail(text))).toEqual({
		images: [],
		links: ['https://a.example/x'],
		objection: 'http://localhost/o/t?x=1',
	});
	const header = 'List-Unsubscribe: <mailto:o@a.example>,\r\n <http://localhost/o/t>\r\n';
	expect(linksOf(await mail('Rien.', header)).objection).toBe('http://localhost/o/t');
	expect(linksOf(await mail('Rien.')).objection).toBeUndefined();
});

test('of a page the first form that posts is sent, with what a person would send', () => {
	const page = `<form action="/search"><input name="q"></form>
		<form class="x" data-name="no" method='post' action="?/object&amp;l=fr">
			<input type="hidden" name="token" value="a&amp;b"><input name="reason" value="typed">
			<input type="radio" name="scope" value="one"><input type="radio" name="scope" value="all" checked>
			<button name="go" value="1">Ne plus recevoir</button><button name="go" value="2">Retour</button>
		</form><form method="post" action="/other"></form>`;
	const form = postingForm(page)!;
	expect([form.action, form.fields.toString()]).toEqual(['?/object&l=fr', 'token=a%26b&scope=all&go=1']);
	expect(postingForm('<form><button>x</button></form>')).toBeUndefined();
});

test('people open pages of this machine and of the product only', () => {
	const { mayOpen } = createVisitor('https://refrain.test/app');
	const open = ['http://localhost:3000/x', 'http://127.0.0.1/', 'http://[::1]:80/', 'https://refrain.test/y'];
	expect(open.filter((link) => !mayOpen(link))).toEqual([]);
	const closed = [
		'https://www.cadrelune.example/',
		'http://refrain.test/',
		'file:///etc/passwd',
		'x',
		'http://localhost.example/',
	];
	expect(closed.filter(mayOpen)).toEqual([]);
});
