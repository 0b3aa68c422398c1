import { z } from 'zod';
import type { WorldNames } from '#platform/world/control-contract.ts';
import type { PublishedNames } from '../names/published-names.ts';
import { ControlRefusal, parsed, type ControlRoute } from './control-server.ts';

const change = z.strictObject({ isMended: z.boolean() });

/** The call of `platform/world/control-contract.ts` about what domains publish. */
export function nameRoutes(names: PublishedNames): ControlRoute[] {
	return [
		{
			method: 'POST',
			path: '/names/*',
			answer: ([given], body): WorldNames => {
				const domain = given!.toLowerCase();
				const { isMended } = parsed(change, body);
				if (!names.setMended(domain, isMended)) throw new ControlRefusal('not-found');
				return { domain, isMended };
			},
		},
	];
}
