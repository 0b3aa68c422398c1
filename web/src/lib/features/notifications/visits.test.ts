import { expect, it } from 'vitest';
import { Visits } from './visits.ts';

it('counts an opening once, however often its data come anew', () => {
	const visits = new Visits();
	const looks = [3, 3, 2, 2].map((openNotifications) => visits.isVisit({ id: 'a', openNotifications }));
	expect(looks).toEqual([true, false, false, false]);
});

it('counts again when a notification comes while it is open, also after others were treated', () => {
	const visits = new Visits();
	const looks = [1, 0, 1].map((openNotifications) => visits.isVisit({ id: 'a', openNotifications }));
	expect(looks).toEqual([true, false, true]);
});

it('counts the next sheet of the same page, and nothing where there is nothing', () => {
	const visits = new Visits();
	const looks = ['a', 'b', undefined, 'b'].map((id) => visits.isVisit({ id, openNotifications: 0 }));
	expect(looks).toEqual([true, true, false, true]);
});
