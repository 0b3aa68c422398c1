import type { z } from 'zod';
import { secureAddress, wholeNumber } from './config-values.ts';

export const graphVariables = {
	REFRAIN_GRAPH_URL: secureAddress.optional(),
	REFRAIN_WORLD_GRAPH_PORT: wholeNumber(1, 65_535).optional(),
};

interface Values extends z.infer<z.ZodObject<typeof graphVariables>> {
	readonly REFRAIN_SANDBOX: 'on' | 'off';
	readonly REFRAIN_WORLD_HOST: string;
}

/** Where Microsoft Graph is; in the sandbox the world's own, so that no token of its stand-ins leaves the machine. */
export function graphUrlOf(values: Values): string {
	const { REFRAIN_GRAPH_URL: given, REFRAIN_WORLD_GRAPH_PORT: port } = values;
	if (given !== undefined) return given;
	const isWorlds = values.REFRAIN_SANDBOX === 'on' && port !== undefined;
	return isWorlds ? `https://${values.REFRAIN_WORLD_HOST}:${port}` : 'https://graph.microsoft.com';
}
