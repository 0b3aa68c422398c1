import { Refusal } from '#platform/refusal.ts';

const POP_PORTS: readonly number[] = [110, 995];

/**
 * Whether an incoming server is one of POP3, by its usual ports and its name (Z-34): what it hands out is not a mailbox that
 * can be watched.
 */
export function isPopServer({ host, port }: { readonly host: string; readonly port: number }): boolean {
	return POP_PORTS.includes(port) || /^pop(3s?)?[.-]/i.test(host.trim());
}

/** @throws {Refusal} pop-server. */
export function refusePopServer(imap: { readonly host: string; readonly port: number }): void {
	if (isPopServer(imap)) throw new Refusal('invalid', 'pop-server');
}
