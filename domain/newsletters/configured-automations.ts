import { isDeepStrictEqual } from 'node:util';
import {
	parseKeptAutomations,
	type KeptNewsletterAutomation,
	type NewsletterAutomation,
} from '#domain/automations/automation.ts';

/**
 * What is kept of automations that somebody saves: each is hers in whose name it acts, and one that stood there already
 * stays in the name of whoever configured it.
 *
 * @param before the column as it is.
 */
export function configuredAutomations(
	before: unknown,
	saved: readonly NewsletterAutomation[],
	userId: string,
): KeptNewsletterAutomation[] {
	const known = parseKeptAutomations(before);
	return saved.map((automation) => {
		const at = known.findIndex(({ configuredById: _, ...one }) => isDeepStrictEqual(one, automation));
		const [same] = at < 0 ? [] : known.splice(at, 1);
		return same?.configuredById ? same : { ...automation, configuredById: userId };
	});
}
