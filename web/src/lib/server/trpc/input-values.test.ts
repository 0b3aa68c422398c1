/** Every day, instant and number that a procedure takes fits a column: whatever else is typed is refused, not a fault. */
import { expect, it } from 'vitest';
import { z } from 'zod';
import { dayField, instantField } from '#domain/values/moment-fields.ts';
import { numberField } from '#domain/values/number-field.ts';
import { appRouter } from './router.ts';

type Schema = z.core.$ZodType;

/** Values that parse as their kind and that no column, or no calendar of ours, holds. */
const TOO_FAR: Record<string, unknown[]> = {
	number: [2_147_483_648, -2_147_483_649, Number.MAX_SAFE_INTEGER],
	date: [new Date(8.64e15), new Date(-8.64e15), new Date('-000001-01-01T00:00:00Z')],
	string: ['0000-01-01', '0001-01-01'],
};

/** Paths of the leaves of a schema that take a value that is too far. */
function takenBy(schema: Schema, path: string): string[] {
	const definition = schema._zod.def as unknown as Record<string, unknown> & { type: string };
	const far = TOO_FAR[definition.type];
	if (far) {
		const isDay = definition.type !== 'string' || definition.format === 'date';
		return isDay && far.some((value) => z.safeParse(schema, value).success) ? [path] : [];
	}
	return Object.entries(definition).flatMap(([part, inside]) => {
		if (isSchema(inside)) return takenBy(inside, path);
		if (typeof inside !== 'object' || inside === null) return [];
		return Object.entries(inside).flatMap(([name, one]) =>
			isSchema(one) ? takenBy(one, part === 'shape' ? `${path}.${name}` : path) : [],
		);
	});
}

function isSchema(value: unknown): value is Schema {
	return typeof value === 'object' && value !== null && '_zod' in value;
}

it('is made by `dayField`, `instantField` or `numberField`, or has bounds of its own', () => {
	const taken = Object.entries(appRouter._def.procedures).flatMap(([name, procedure]) =>
		(procedure as unknown as { _def: { inputs: Schema[] } })._def.inputs.flatMap((input) =>
			takenBy(input, name),
		),
	);
	expect([...new Set(taken)]).toEqual([]);
});

it('would be missed in whatever it were wrapped', () => {
	for (const bare of [z.int(), z.iso.date(), z.date()]) {
		for (const input of [
			z.object({ to: bare.optional() }),
			z.object({ to: z.array(z.union([z.uuid(), bare])) }),
			z.intersection(z.object({ id: z.uuid() }), z.object({ to: bare.nullish() })),
			z.discriminatedUnion('kind', [z.object({ kind: z.literal('on'), to: bare })]),
		]) {
			expect(takenBy(input, 'area.verb')).toEqual(['area.verb.to']);
		}
	}
	const good = z.object({ on: dayField, to: instantField.optional(), number: numberField, days: z.int32() });
	expect(takenBy(good, 'area.verb')).toEqual([]);
});
