import { expect, it } from 'vitest';
import { isSame, newDraft, toInput } from './draft.ts';

it('is the same as what was saved of it, so that nobody is asked about changes that are none', () => {
	const typed = newDraft('Europe/Paris', 'fr');
	typed.title = ' Premier\tcontact ';
	typed.steps[0]!.subject = 'Votre projet\u2028à Nantes ';
	const saved = newDraft('Europe/Paris', 'fr');
	saved.title = 'Premier contact';
	saved.steps[0]!.subject = 'Votre projet à Nantes';
	expect(isSame(typed, saved)).toBe(true);
	expect(toInput(typed)).toEqual(toInput(saved));
	typed.steps[0]!.subject = null;
	expect(isSame(typed, saved)).toBe(false);
});
