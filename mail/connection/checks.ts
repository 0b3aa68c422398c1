import type { Socket } from 'node:net';
import { openImap } from '#mail/imap/open-imap.ts';
import type { ImapSession } from '#mail/imap/imap-session.ts';
import { parseAddress } from '#mail/mime/address.ts';
import { ConnectError } from '#platform/network/connect-error.ts';
import { openTcp, resolveGuarded } from '#platform/network/guarded-connect.ts';
import type { CheckedTarget } from '#platform/network/guarded-connect.ts';
import type { NetworkPolicy } from '#platform/network/network-policy.ts';
import { NEEDS } from './check-needs.ts';
import { certificateCodeOf } from './check-codes.ts';
import type { Check, CheckCode } from './check-codes.ts';
import { CheckFault, faultOf } from './check-fault.ts';
import type { CheckDetails } from './check-fault.ts';
import { inspectTls, oldVersionOf } from './inspect-tls.ts';
import { signsOfFirewall } from './firewall.ts';
import type { ConnectionSettings, ServerSettings } from './tested-account.ts';
import { roundTrip } from './round-trip.ts';
import { sendProbe } from './send-probe.ts';
import { smtpLogin } from './smtp-login.ts';

/** One line of the test. `skipped`: a line it stands on failed. Details name versions, dates and folders, never a secret. */
export interface CheckResult {
	readonly check: Check;
	readonly state: 'ok' | 'failed' | 'skipped';
	readonly milliseconds: number;
	readonly code?: CheckCode;
	readonly details: Readonly<CheckDetails>;
}

/** Milliseconds. */
export interface CheckLimits {
	/** One line but the last. */
	readonly within: number;
	/** From sending the mail to finding it. */
	readonly roundTripWithin: number;
}

const LIMITS: CheckLimits = { within: 15_000, roundTripWithin: 90_000 };

/**
 * Tests an account as 5.4-6 lists it, a line for each check, as soon as it is known. IMAP and SMTP are both tested whatever
 * the other says. A password leaves us only on a connection whose version and certificate were found good.
 *
 * @param checks The lines, in their order.
 * @param probe The words of the mail to oneself.
 */
export async function* checkConnection(
	checks: readonly Check[],
	settings: ConnectionSettings,
	policy: NetworkPolicy,
	probe: { readonly subject: string; readonly text: string },
	limits: Partial<CheckLimits> = {},
): AsyncGenerator<CheckResult, void> {
	const run = new ConnectionRun(settings, policy, probe, { ...LIMITS, ...limits });
	const failed = new Set<Check>();
	try {
		for (const check of checks) {
			if (NEEDS[check].some((needed) => failed.has(needed))) {
				failed.add(check);
				yield { check, state: 'skipped', milliseconds: 0, details: {} };
				continue;
			}
			const start = performance.now();
			const passed = () => Math.round(performance.now() - start);
			try {
				const details = await run.perform(check);
				yield { check, state: 'ok', milliseconds: passed(), details };
			} catch (error) {
				failed.add(check);
				const { code, details } = faultOf(error);
				yield { check, state: 'failed', milliseconds: passed(), code, details };
			}
		}
	} finally {
		await run.end();
	}
}

type Side = 'imap' | 'smtp';

class ConnectionRun {
	private readonly settings: ConnectionSettings;
	private readonly policy: NetworkPolicy;
	private readonly probe: { readonly subject: string; readonly text: string };
	private readonly limits: CheckLimits;
	private readonly targets = new Map<Side, CheckedTarget>();
	private readonly sockets = new Map<Side, Socket>();
	private readonly certificates = new Map<Side, { fault: string | undefined; until: Date | undefined }>();
	/** Sides whose port did not answer at all. */
	private readonly silent: Side[] = [];
	private session: ImapSession | undefined;

	constructor(
		settings: ConnectionSettings,
		policy: NetworkPolicy,
		probe: { readonly subject: string; readonly text: string },
		limits: CheckLimits,
	) {
		this.settings = settings;
		this.policy = policy;
		this.probe = probe;
		this.limits = limits;
	}

	perform(check: Check): Promise<CheckDetails> {
		switch (check) {
			case 'address':
				return this.address();
			case 'dns-imap':
			case 'dns-smtp':
				return this.dns(sideOf(check));
			case 'tcp-imap':
			case 'tcp-smtp':
				return this.tcp(sideOf(check));
			case 'tls-imap':
			case 'tls-smtp':
				return this.tls(sideOf(check));
			case 'certificate-imap':
			case 'certificate-smtp':
				return this.certificate(sideOf(check));
			case 'login-imap':
				return this.loginImap();
			case 'inbox':
				return this.inbox();
			case 'login-smtp':
				return this.loginSmtp();
			case 'firewall':
				return this.firewall();
			case 'graph':
				return this.graph();
			case 'round-trip':
				return this.roundTrip();
			case 'relay-mail':
				return this.relayMail();
		}
	}

	async end(): Promise<void> {
		for (const socket of this.sockets.values()) socket.destroy();
		await this.session?.leave();
	}

	private server(side: Side): ServerSettings {
		return this.settings[side]!;
	}

	private async address(): Promise<CheckDetails> {
		const own = this.settings.ownerAddress;
		const parsed = parseAddress(this.settings.address);
		if (!parsed) throw new CheckFault('address-mismatch');
		if (own !== undefined && parsed.address.toLowerCase() !== own.trim().toLowerCase()) {
			throw new CheckFault('address-mismatch');
		}
		return {};
	}

	private async dns(side: Side): Promise<CheckDetails> {
		const { host, port } = this.server(side);
		const patience = AbortSignal.timeout(this.limits.within);
		const target = await Promise.race([
			resolveGuarded(host, port, this.policy),
			new Promise<never>((_, reject) =>
				patience.addEventListener('abort', () => reject(new CheckFault('dns-unavailable', { server: host }))),
			),
		]);
		this.targets.set(side, target);
		return { server: target.host };
	}

	private async tcp(side: Side): Promise<CheckDetails> {
		const { port } = this.server(side);
		try {
			this.sockets.set(side, await openTcp(this.targets.get(side)!, this.limits.within));
		} catch (error) {
			if (error instanceof ConnectError && error.code === 'tcp-timeout') this.silent.push(side);
			throw error;
		}
		return { port };
	}

	/** Names what stands in between where a port had no answer; else there is nothing to find. */
	private async firewall(): Promise<CheckDetails> {
		const [side] = this.silent;
		if (!side) return {};
		throw await signsOfFirewall(this.server(side), this.policy, this.limits.within);
	}

	private async graph(): Promise<CheckDetails> {
		await this.settings.api!.prove();
		return {};
	}

	private async tls(side: Side): Promise<CheckDetails> {
		const target = this.targets.get(side)!;
		const how = { protocol: side, security: this.server(side).security, within: this.limits.within };
		try {
			const found = await inspectTls(this.sockets.get(side)!, target, how);
			this.certificates.set(side, { fault: found.certificateFault, until: found.validUntil });
			return { version: nameOfVersion(found.version) };
		} catch (error) {
			if (!(error instanceof ConnectError) || !['tls-version', 'tls-failed'].includes(error.code))
				throw error;
			const old = await oldVersionOf(target, how);
			if (old === undefined) throw error;
			throw new CheckFault('tls-too-old', { server: target.host, version: nameOfVersion(old) });
		}
	}

	private async certificate(side: Side): Promise<CheckDetails> {
		const { fault, until } = this.certificates.get(side)!;
		const server = this.targets.get(side)!.host;
		const day: CheckDetails = until ? { validUntil: until.toISOString() } : {};
		if (fault !== undefined) throw new CheckFault(certificateCodeOf(fault), { server, ...day });
		return day;
	}

	private async loginImap(): Promise<CheckDetails> {
		const credentials = this.settings.imapCredentials!;
		this.session = await openImap({ ...this.server('imap'), credentials }, this.policy, {
			connectWithin: this.limits.within,
			greetWithin: this.limits.within,
			answerWithin: this.limits.within,
		});
		return {};
	}

	private async inbox(): Promise<CheckDetails> {
		const folders = await this.session!.folders();
		await this.session!.open('INBOX');
		return { folders: folders.length };
	}

	private async loginSmtp(): Promise<CheckDetails> {
		const { smtp, smtpCredentials } = this.settings;
		const target = this.targets.get('smtp')!;
		const code = await smtpLogin(target, smtp.security, smtpCredentials, this.limits.within);
		if (code) throw new CheckFault(code, { server: target.host });
		return {};
	}

	private async roundTrip(): Promise<CheckDetails> {
		const { settings, policy, probe, limits } = this;
		return roundTrip(settings, this.session!, { policy, words: probe, within: limits.roundTripWithin });
	}

	/** What its server takes for where its replies go is proof enough of a relay. */
	private async relayMail(): Promise<CheckDetails> {
		const { settings, policy, probe } = this;
		const { state } = await sendProbe(settings, settings.replyAddress!, { policy, words: probe });
		if (state === 'uncertain') throw new CheckFault('connection-lost', { server: settings.smtp.host });
		return {};
	}
}

const sideOf = (check: Check): Side => (check.endsWith('imap') ? 'imap' : 'smtp');

/** `TLSv1.3` as people write it. */
const nameOfVersion = (version: string) => version.replace(/^TLSv1$/, 'TLS 1.0').replace(/^TLSv/, 'TLS ');
