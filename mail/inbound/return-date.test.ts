import fc from 'fast-check';
import { assertProperty } from '#tests/environment/assert-property.ts';
import { describe, expect, it } from 'vitest';
import { returnDateIn } from './return-date.ts';

// A Tuesday.
const received = new Date('2026-11-24T09:00:00Z');
const read = (text: string, at = received) => returnDateIn(text, at, 'Europe/Paris')?.returnsOn;

describe('returnDateIn', () => {
	it.each([
		['Je serai de retour le lundi 7 décembre.', '2026-12-07'],
		[
			'Je suis absente et serai de retour le mardi 1er décembre. Pour toute urgence, 02 61 91 40 20.',
			'2026-12-01',
		],
		['De retour lundi.', '2026-11-30'],
		['Je serai de retour le mardi 24 novembre.', '2026-11-24'],
		['Retour prévu le 03/12.', '2026-12-03'],
		['Retour au bureau : 04/01/2027', '2027-01-04'],
		['Je reprendrai mes fonctions le 5 janvier.', '2027-01-05'],
		['Je serai à nouveau joignable à partir du 2 décembre 2026.', '2026-12-02'],
		['Absent du 24 au 28 novembre inclus.', '2026-11-29'],
		['En congés du 21/12 au 04/01 inclus', '2027-01-05'],
		['Je suis absent jusqu’au 03/12 inclus.', '2026-12-04'],
		["Absent jusqu'au vendredi 27 novembre", '2026-11-28'],
		['Absent du 24 au 28 novembre inclus. De retour le lundi 30 novembre.', '2026-11-30'],
		['Je suis absent ce mardi 24 novembre.', '2026-11-25'],
		['Je serai de retour la semaine prochaine.', '2026-11-30'],
		['Je serai de retour dans deux semaines.', '2026-12-08'],
		['Je suis absente\njusqu’au 12/03.', '2027-03-13'],
		['I am out of the office until Monday 7 December.', '2026-12-08'],
		['I am out of the office until December 7th with limited access to email.', '2026-12-08'],
		['I will be back on Thursday, December 3.', '2026-12-03'],
		['I will be returning to the office on 3 December 2026.', '2026-12-03'],
		['I am on annual leave from 24/11 to 28/11.', '2026-11-29'],
		['I am away through November 27.', '2026-11-28'],
		['Out of office today.', '2026-11-25'],
		['I am back in the office next week', '2026-11-30'],
		['Returning on 2026-12-14.', '2026-12-14'],
		['I will be back on 12/03.', '2026-12-03'],
		['I will be back on 03/12.', '2026-12-03'],
		['Back on 25/12.', '2026-12-25'],
	])('%j: %s', (text, day) => expect(read(text)).toBe(day));

	it.each([
		'Je suis en déplacement et consulte peu ma messagerie. Je vous répondrai dès que possible.',
		'Je suis absent jusqu’au 3 novembre.',
		'De retour le 4 août 2027.',
		'Pour toute urgence, joindre l’atelier au 02 61 91 40 20.',
		'I will get back to you as soon as possible.',
		'Please return the form.',
		'',
	])('%j states none', (text) => expect(read(text)).toBeUndefined());

	it('reads any day of the next half year, written in full or in digits, across both clock changes', () => {
		assertProperty(
			fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 180 }), (start, days) => {
				const at = new Date(received.getTime() + start * 86_400_000);
				const back = new Date(at.getTime() + days * 86_400_000);
				const [day, month] = [back.getUTCDate(), back.getUTCMonth()];
				const words = new Intl.DateTimeFormat('fr-FR', {
					timeZone: 'UTC',
					day: 'numeric',
					month: 'long',
					year: 'numeric',
				});
				const iso = back.toISOString().slice(0, 10);
				const digits = `${String(day).padStart(2, '0')}/${String(month + 1).padStart(2, '0')}/${back.getUTCFullYear()}`;
				expect(read(`Je serai de retour le ${words.format(back).replace(/^1 /, '1er ')}.`, at)).toBe(iso);
				expect(read(`Retour le ${digits}.`, at)).toBe(iso);
			}),
		);
	});

	it('answers anything at all within bounds', () => {
		assertProperty(
			fc.property(fc.string({ maxLength: 400 }), (text) => {
				const found = returnDateIn(`de retour ${text}`, received, 'Europe/Paris');
				if (found) expect(found.returnsOn >= '2026-11-24' && found.returnsOn <= '2027-05-23').toBe(true);
			}),
		);
	});
});
