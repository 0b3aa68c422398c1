import { expect, it } from 'vitest';
import { createHostSlots } from './host-slots.ts';

const never = new AbortController().signal;

it('lets so many in at once, in order, each host for itself', async () => {
	const slots = createHostSlots(2);
	const order: string[] = [];
	const first = await slots.take('smtp.x.example', never);
	const second = await slots.take('SMTP.x.example', never);
	const third = slots.take('smtp.x.example', never).then((free) => (order.push('third'), free));
	const fourth = slots.take('smtp.x.example', never).then((free) => (order.push('fourth'), free));
	(await slots.take('smtp.y.example', never))();
	await new Promise((resolve) => setTimeout(resolve, 10));
	expect(order).toEqual([]);
	first();
	first();
	const freeThird = await third;
	expect(order).toEqual(['third']);
	second();
	(await fourth)();
	freeThird();
	expect(order).toEqual(['third', 'fourth']);
	await Promise.all([slots.take('smtp.x.example', never), slots.take('smtp.x.example', never)]);
});

it('lets nobody wait on whom the signal called away', async () => {
	const slots = createHostSlots(1);
	const free = await slots.take('x', never);
	const away = new AbortController();
	const called = slots.take('x', away.signal);
	const next = slots.take('x', never);
	away.abort(new Error('away'));
	await expect(called).rejects.toThrow('away');
	free();
	(await next)();
});
