import type { DeliveryFault } from '#mail/delivery/delivery-fault.ts';

/** Why a mail did not leave a line, or what is not known of it, where no answer of the relay says so. */
export const LINE_FAULTS = {
	stopped: { code: 'stopped', matter: 'ours' },
	tooLate: { code: 'dot-too-late', matter: 'ours' },
	protocol: { code: 'protocol', matter: 'server' },
	cut: { code: 'connection-lost', matter: 'server' },
	early: { code: 'early-reply', matter: 'server' },
	unwritten: { code: 'address-invalid', matter: 'recipient' },
	silent: { code: 'server-silent', matter: 'server' },
} as const satisfies Record<string, DeliveryFault>;
