import { join } from 'node:path';
import { sendLimits } from '#platform/limits.ts';
import { DEMO_PLATFORM_MAILBOX } from '#prisma/demo/mailboxes.ts';
import { DEMO_SUPPORT } from '#prisma/demo/subscriptions.ts';
import { Sentence } from './first-stage/sentence.mjs';
import type { InstallationFolder } from './installation-folder.ts';
import { namespace } from './temporal.ts';

/** What the mail world listens on, by the purposes of its ports. */
export const WORLD_PORTS = [
	'world-smtp',
	'world-imap',
	'world-control',
	'world-names',
	'world-sign-in',
	'world-sign-in-pages',
	'world-graph',
] as const;

/** Whether an unconfigured start is the sandbox; it is unless somebody says otherwise. @throws {Sentence} */
export function readSandboxSetting(): boolean {
	const setting = process.env.REFRAIN_SANDBOX ?? 'on';
	if (setting !== 'on' && setting !== 'off') {
		throw new Sentence(`REFRAIN_SANDBOX must be \`on\` or \`off\`, not \`${setting}\`.`);
	}
	return setting === 'on';
}

/**
 * What the processes of an installation on one machine are told; its ports are chosen already.
 *
 * @param of.databaseUrl the owner's address.
 */
export function embeddedEnvironment(
	installation: InstallationFolder,
	of: { readonly databaseUrl: string; readonly webPort: number; readonly isSandbox: boolean },
): NodeJS.ProcessEnv {
	const ports = installation.ports();
	const { databaseUrl, webPort, isSandbox } = of;
	return {
		...process.env,
		NODE_ENV: 'production',
		TZ: 'UTC',
		DATABASE_URL: databaseUrl,
		TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}`,
		TEMPORAL_NAMESPACE: namespace,
		REFRAIN_MASTER_KEY: process.env.REFRAIN_MASTER_KEY ?? installation.masterKey,
		REFRAIN_PUBLIC_URL: process.env.REFRAIN_PUBLIC_URL ?? `http://localhost:${webPort}`,
		REFRAIN_PORT: String(webPort),
		REFRAIN_SANDBOX: isSandbox ? 'on' : 'off',
		REFRAIN_ONE_MACHINE: 'on',
		REFRAIN_SEND_DRAIN: process.env.REFRAIN_SEND_DRAIN ?? `${sendLimits.drainOnOneMachine}ms`,
		...(isSandbox
			? {
					REFRAIN_WORLD_HOST: '127.0.0.1',
					REFRAIN_WORLD_SMTP_PORT: String(ports['world-smtp']),
					REFRAIN_WORLD_IMAP_PORT: String(ports['world-imap']),
					REFRAIN_WORLD_CONTROL_PORT: String(ports['world-control']),
					REFRAIN_WORLD_NAMES_PORT: String(ports['world-names']),
					REFRAIN_WORLD_SIGN_IN_PORT: String(ports['world-sign-in']),
					REFRAIN_WORLD_SIGN_IN_PAGES_PORT: String(ports['world-sign-in-pages']),
					REFRAIN_WORLD_GRAPH_PORT: String(ports['world-graph']),
					REFRAIN_WORLD_AUTHORITY: join(installation.path, 'world', 'authority.pem'),
					REFRAIN_SUPPORT_ADDRESS: DEMO_SUPPORT.address,
					REFRAIN_PLATFORM_ADDRESS: DEMO_PLATFORM_MAILBOX.address,
					REFRAIN_PLATFORM_SMTP_HOST: '127.0.0.1',
					REFRAIN_PLATFORM_SMTP_PORT: String(ports['world-smtp']),
					REFRAIN_PLATFORM_SMTP_SECURITY: 'tls',
					REFRAIN_PLATFORM_SMTP_USER: DEMO_PLATFORM_MAILBOX.address,
					REFRAIN_PLATFORM_SMTP_PASSWORD: DEMO_PLATFORM_MAILBOX.password,
					REFRAIN_PLATFORM_IMAP_HOST: '127.0.0.1',
					REFRAIN_PLATFORM_IMAP_PORT: String(ports['world-imap']),
				}
			: {}),
	};
}
