import { GATEWAYS } from './gateways.ts';
import type { Gateway } from './gateways.ts';
import type { Preset, PresetServers } from './preset.ts';

/** An account of a preset: of several servers that it may live on, one. */
export interface PresetAccount {
	readonly preset: Preset;
	readonly servers: PresetServers;
}

/** The provider whose own domain it is: anybody may have an address there. */
export function presetOfDomain(domain: string, presets: readonly Preset[]): Preset | undefined {
	return presets.find(({ domains }) => domains.includes(domain));
}

/**
 * The presets that receive at a mail exchanger; several where its name does not tell which of a family.
 *
 * @param exchanger Lower case, without a dot at its end.
 */
export function presetsOfExchanger(exchanger: string, presets: readonly Preset[]): Preset[] {
	return longestFit(exchanger, presets, ({ exchangers }) => exchangers);
}

/** The filter that an exchanger belongs to. */
export function gatewayOfExchanger(exchanger: string): Gateway | undefined {
	return longestFit(exchanger, GATEWAYS, ({ exchangers }) => exchangers)[0];
}

/** The presets whose mail an SPF record lets through by this name (RFC 7208, 5.2). */
export function presetsOfInclude(name: string, presets: readonly Preset[]): Preset[] {
	return presets.filter(({ includes = [] }) => includes.includes(name));
}

/** The presets that a domain's `autodiscover` name or service points to. */
export function presetsOfAutodiscover(target: string, presets: readonly Preset[]): Preset[] {
	const hosted = presets.filter((preset) => accountsAt(target, [preset]).length > 0);
	return hosted.length > 0 ? hosted : longestFit(target, presets, ({ autodiscovers = [] }) => autodiscovers);
}

/** The accounts that live on a server of this name. */
export function accountsAt(host: string, presets: readonly Preset[]): PresetAccount[] {
	return presets
		.flatMap(accountsOf)
		.filter(({ servers }) => [...servers.imap, ...servers.smtp].some((server) => server.host === host));
}

/** The accounts that a preset may be, one for each place where they live. */
export function accountsOf(preset: Preset): PresetAccount[] {
	return preset.servers === 'none' ? [] : preset.servers.map((servers) => ({ preset, servers }));
}

/** Of several the ones with the longest end that a name has; names end at dots. */
function longestFit<Known>(
	name: string,
	known: readonly Known[],
	endsOf: (one: Known) => readonly string[],
): Known[] {
	let longest = 0;
	let fitting: Known[] = [];
	for (const one of known) {
		const fit = Math.max(
			0,
			...endsOf(one)
				.filter((end) => endsWith(name, end))
				.map(({ length }) => length),
		);
		if (fit === 0 || fit < longest) continue;
		if (fit > longest) fitting = [];
		longest = fit;
		fitting.push(one);
	}
	return fitting;
}

const endsWith = (name: string, end: string): boolean => name === end || name.endsWith(`.${end}`);
