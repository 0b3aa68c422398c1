import type { DeliverabilityTools } from '#activities/deliverability/domain-deps.ts';
import type { SendingProvider } from '#mail/deliverability/sending-provider.ts';
import { presetOfDomain } from '#mail/presets/recognise.ts';
import { isPublicMailDomain } from '#platform/addresses/public-mail-domains.ts';
import type { Config } from '#platform/config.ts';
import type { discoveryTools } from './discovery-tools.ts';

/** The server of the demonstration world, which takes all mails of its domains whatever provider they play at. */
const serverOfWorld = (host: string): SendingProvider => ({
	key: 'demonstration',
	name: 'smtp.serveur.example',
	hosts: [host],
	spf: { envelope: 'ours', includes: ['spf.serveur.example'] },
	dkim: {
		selectors: [{ selector: 'monde1', type: 'CNAME', alias: 'monde1.dkim.serveur.example' }],
		areAll: true,
		signsAs: [],
	},
	exchangers: [],
	stamps: [],
});

/** Whom a reading of what a domain publishes asks. In the sandbox its world's names, and nobody else. */
export function deliverabilityTools(
	{ sandbox }: Pick<Config, 'sandbox'>,
	{ names, policy, presets }: ReturnType<typeof discoveryTools>,
): DeliverabilityTools {
	return {
		...{ names, policy },
		providers: sandbox ? [serverOfWorld(sandbox.host)] : [],
		isPersonal: (domain) => isPublicMailDomain(domain) || presetOfDomain(domain, presets) !== undefined,
	};
}
