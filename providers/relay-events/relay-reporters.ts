import { amazonSes } from './amazon-ses.ts';
import { brevo } from './brevo.ts';
import { mailjet } from './mailjet.ts';
import { postmark } from './postmark.ts';
import type { RelayReporter } from './relay-event.ts';
import { scaleway } from './scaleway.ts';

/** The relays whose reports are read. */
const REPORTERS: readonly RelayReporter[] = [brevo, mailjet, amazonSes, postmark, scaleway];

/** By its key; undefined: one of another release. */
export function relayReporter(key: string): RelayReporter | undefined {
	return REPORTERS.find((one) => one.key === key);
}

/** The one that a submission host belongs to; undefined: it reports by mail alone. */
export function relayReporterAt(host: string): RelayReporter | undefined {
	return REPORTERS.find(({ hosts }) => hosts.some((end) => host === end || host.endsWith(`.${end}`)));
}
