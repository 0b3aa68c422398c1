import { z } from 'zod';
import { databaseLimits, sendLimits, watchLimits } from './limits.ts';
import { supportContactOf, supportVariables, type SupportContact } from './support-contact.ts';
import { platformSenderOf, platformVariables, type PlatformSender } from './platform-sender.ts';
import { graphUrlOf, graphVariables } from './graph-config.ts';
import { SIGN_IN_SECRETS, signInConfigOf, signInVariables, type SignInConfig } from './sign-in-config.ts';
import {
	databaseAddress,
	duration,
	filePath,
	hostAndPort,
	hosts,
	masterKey,
	publicAddress,
	wholeNumber,
	workerRoles,
	WORKER_ROLES,
	type WorkerRole,
} from './config-values.ts';

/** One or more variables are missing or wrong; the message has one sentence for each. */
export class ConfigurationError extends Error {
	override name = 'ConfigurationError';
}

const environment = z.object({
	DATABASE_URL: databaseAddress,
	REFRAIN_DATABASE_CONNECTIONS: wholeNumber(2, 500).default(databaseLimits.connections),
	TEMPORAL_ADDRESS: hostAndPort,
	TEMPORAL_NAMESPACE: z.string().min(1, 'the name of a namespace').default('refrain'),
	TEMPORAL_TLS: z.enum(['on', 'off'], '`on` or `off`').optional(),
	TEMPORAL_TLS_CA: filePath.optional(),
	TEMPORAL_TLS_CERT: filePath.optional(),
	TEMPORAL_TLS_KEY: filePath.optional(),
	TEMPORAL_TLS_SERVER_NAME: z.string().min(1, 'a host name').optional(),
	TEMPORAL_API_KEY: z.string().min(1, 'an API key of Temporal Cloud').optional(),
	REFRAIN_MASTER_KEY: masterKey,
	REFRAIN_PUBLIC_URL: publicAddress,
	REFRAIN_HOST: z.string().min(1, 'an address to listen on, such as 127.0.0.1').default('127.0.0.1'),
	REFRAIN_PORT: wholeNumber(1, 65_535).default(3000),
	REFRAIN_SANDBOX: z.enum(['on', 'off'], '`on` or `off`').default('off'),
	REFRAIN_ONE_MACHINE: z.enum(['on', 'off'], '`on` or `off`').default('off'),
	REFRAIN_WORKER_ROLES: workerRoles.default([...WORKER_ROLES]),
	REFRAIN_WORKER_PORT: wholeNumber(1, 65_535).optional(),
	REFRAIN_WORKFLOW_CACHE: wholeNumber(10, 100_000).optional(),
	REFRAIN_WORLD_HOST: z.string().default('127.0.0.1'),
	REFRAIN_WORLD_SMTP_PORT: wholeNumber(1, 65_535).optional(),
	REFRAIN_WORLD_IMAP_PORT: wholeNumber(1, 65_535).optional(),
	REFRAIN_WORLD_CONTROL_PORT: wholeNumber(1, 65_535).optional(),
	REFRAIN_WORLD_NAMES_PORT: wholeNumber(1, 65_535).optional(),
	REFRAIN_WORLD_AUTHORITY: z.string().optional(),
	REFRAIN_ALLOWED_PRIVATE_HOSTS: hosts.default([]),
	...graphVariables,
	REFRAIN_SEND_LEASE: duration.default(sendLimits.lease),
	REFRAIN_SEND_HEARTBEAT: duration.default(sendLimits.heartbeat),
	REFRAIN_SEND_EVIDENCE_WINDOW: duration.default(sendLimits.evidenceWindow),
	REFRAIN_SEND_DRAIN: duration.default(sendLimits.drain),
	REFRAIN_SEND_SLOTS: wholeNumber(1, 1_000).default(sendLimits.slots),
	REFRAIN_SENDS_PER_HOST: wholeNumber(1, 100).default(sendLimits.perHost),
	REFRAIN_SEND_PLACE_LEASE: duration.default(sendLimits.placeLease),
	REFRAIN_WATCH_SLOTS: wholeNumber(1, 100_000).default(watchLimits.slots),
	REFRAIN_WATCH_HEARTBEAT: duration.default(watchLimits.heartbeat),
	REFRAIN_WATCH_PROOF_FRESH: duration.default(watchLimits.proofFresh),
	...{ ...platformVariables, ...supportVariables },
	...signInVariables,
	REFRAIN_LOG_LEVEL: z
		.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'trace, debug, info, warn, error or silent')
		.default('info'),
});

/** Their values are never repeated in a message. */
const secrets = new Set<string>([
	'DATABASE_URL',
	'TEMPORAL_API_KEY',
	'REFRAIN_MASTER_KEY',
	'REFRAIN_PLATFORM_SMTP_PASSWORD',
	'REFRAIN_PLATFORM_IMAP_PASSWORD',
	...SIGN_IN_SECRETS,
]);

/** What a process of Refrain is told from outside. Durations are in milliseconds. */
export interface Config {
	database: { url: string; connections: number };
	temporal: {
		/** `host:port` */
		address: string;
		namespace: string;
		/** false, true for the system's authorities, or what to use instead; as `@temporalio/*` takes it */
		tls:
			| boolean
			| {
					serverRootCACertificate?: Buffer;
					serverNameOverride?: string;
					clientCertPair?: { crt: Buffer; key: Buffer };
			  };
		apiKey?: string;
	};
	/** 32 bytes that wrap every other key */
	masterKey: Buffer;
	/** where people reach the screens, without a slash at its end */
	publicUrl: string;
	/** true where a public link can be followed by anyone: https */
	publicUrlIsSecure: boolean;
	web: { host: string; port: number };
	/** the sandbox's mail world; undefined where real mailboxes are used */
	sandbox?: SandboxWorld;
	/** who mails to users leave from; undefined where none is configured */
	platformSender?: PlatformSender;
	support: SupportContact;
	/** where people may sign in to their mailboxes instead of typing a password */
	signIn: SignInConfig;
	/** hosts or ranges that people may name although they are private */
	allowedPrivateHosts: string[];
	/** where Microsoft Graph is asked, without a path: another one for a national cloud */
	graphUrl: string;
	sends: {
		lease: number;
		heartbeat: number;
		evidenceWindow: number;
		drain: number;
		/** sends at once of one worker; one SMTP host has a third of them */
		slots: number;
		/** conversations at once of one tenant with one SMTP host, over all workers, where its provider names no limit */
		perHost: number;
		placeLease: number;
		/** nobody's setting; tests on a busy machine grant more */
		dotWithin: number;
		armStatement: number;
	};
	watch: { slots: number; heartbeat: number; proofFresh: number };
	/** true where the launcher keeps data and servers in one folder: nobody can have copied the database alone */
	oneMachine: boolean;
	worker: {
		roles: readonly WorkerRole[];
		/** where its health is answered; without one, nowhere */
		port?: number;
		/** runs kept in memory; without one as many as a quarter of the memory holds */
		workflowCache?: number;
	};
	logLevel: string;
}

/** The only mail servers that anything may reach while the sandbox is on. */
export interface SandboxWorld {
	host: string;
	smtpPort: number;
	imapPort: number;
	/** of the stand-ins for Microsoft and Google, where tokens are asked for; undefined: they are not there */
	signInPort?: number;
	/** of its Microsoft Graph; undefined: it is not there */
	graphPort?: number;
	/** where the world answers the launcher, *Avancer le temps* and *Monde de démonstration* */
	controlUrl: string;
	/** `address:port` of the name server that knows the world's domains */
	nameServer: string;
	/** path of the PEM file of the world's own authority */
	authorityFile: string;
}

/**
 * Reads the configuration from an environment.
 * @throws {ConfigurationError} with one sentence for each variable that is missing or wrong
 */
export function parseConfig(env: Record<string, string | undefined>): Config {
	const given = Object.fromEntries(
		Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
	);
	const parsed = environment.safeParse(given);
	if (!parsed.success)
		throw new ConfigurationError(parsed.error.issues.map((issue) => describe(issue, given)).join('\n'));
	const values = parsed.data;
	return {
		database: { url: values.DATABASE_URL, connections: values.REFRAIN_DATABASE_CONNECTIONS },
		temporal: {
			address: values.TEMPORAL_ADDRESS,
			namespace: values.TEMPORAL_NAMESPACE,
			tls: temporalTls(values),
			apiKey: values.TEMPORAL_API_KEY,
		},
		masterKey: values.REFRAIN_MASTER_KEY,
		publicUrl: values.REFRAIN_PUBLIC_URL,
		publicUrlIsSecure: values.REFRAIN_PUBLIC_URL.startsWith('https:'),
		web: { host: values.REFRAIN_HOST, port: values.REFRAIN_PORT },
		sandbox: values.REFRAIN_SANDBOX === 'on' ? sandboxWorld(values) : undefined,
		platformSender: completePlatformSender(values),
		support: supportContactOf(values),
		signIn: completeSignIn(values),
		allowedPrivateHosts: values.REFRAIN_ALLOWED_PRIVATE_HOSTS,
		graphUrl: graphUrlOf(values),
		sends: {
			lease: values.REFRAIN_SEND_LEASE,
			heartbeat: values.REFRAIN_SEND_HEARTBEAT,
			evidenceWindow: values.REFRAIN_SEND_EVIDENCE_WINDOW,
			drain: values.REFRAIN_SEND_DRAIN,
			slots: values.REFRAIN_SEND_SLOTS,
			perHost: values.REFRAIN_SENDS_PER_HOST,
			placeLease: values.REFRAIN_SEND_PLACE_LEASE,
			dotWithin: sendLimits.dotWithin,
			armStatement: sendLimits.armStatement,
		},
		watch: {
			slots: values.REFRAIN_WATCH_SLOTS,
			heartbeat: values.REFRAIN_WATCH_HEARTBEAT,
			proofFresh: values.REFRAIN_WATCH_PROOF_FRESH,
		},
		oneMachine: values.REFRAIN_ONE_MACHINE === 'on',
		worker: {
			roles: values.REFRAIN_WORKER_ROLES,
			port: values.REFRAIN_WORKER_PORT,
			workflowCache: values.REFRAIN_WORKFLOW_CACHE,
		},
		logLevel: values.REFRAIN_LOG_LEVEL,
	};
}

let known: Config | undefined;

/** The configuration of this process, read at the first call: a build or a test that never asks needs none. */
export function config(): Config {
	known ??= parseConfig(process.env);
	return known;
}

type Values = z.infer<typeof environment>;

function temporalTls(values: Values): Config['temporal']['tls'] {
	const {
		TEMPORAL_TLS_CERT: crt,
		TEMPORAL_TLS_KEY: key,
		TEMPORAL_TLS_CA: ca,
		TEMPORAL_TLS_SERVER_NAME: name,
	} = values;
	if ((crt === undefined) !== (key === undefined)) {
		throw new ConfigurationError('TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY must be given together.');
	}
	const named = crt !== undefined || ca !== undefined || name !== undefined;
	if (values.TEMPORAL_TLS === 'off') {
		if (named || values.TEMPORAL_API_KEY) {
			throw new ConfigurationError(
				'TEMPORAL_TLS is `off`, but a certificate or an API key is given, which need TLS.',
			);
		}
		return false;
	}
	if (!named) return values.TEMPORAL_TLS === 'on' || values.TEMPORAL_API_KEY !== undefined;
	return {
		...(ca && { serverRootCACertificate: ca }),
		...(name && { serverNameOverride: name }),
		...(crt && key && { clientCertPair: { crt, key } }),
	};
}

function sandboxWorld(values: Values): SandboxWorld {
	const { REFRAIN_WORLD_SMTP_PORT: smtpPort, REFRAIN_WORLD_IMAP_PORT: imapPort } = values;
	const { REFRAIN_WORLD_CONTROL_PORT: controlPort, REFRAIN_WORLD_AUTHORITY: authorityFile } = values;
	const namesPort = values.REFRAIN_WORLD_NAMES_PORT;
	if (!smtpPort || !imapPort || !controlPort || !namesPort || !authorityFile) {
		throw new ConfigurationError(
			'REFRAIN_SANDBOX is `on`, but there is no mail world here: it belongs to `npm start` without DATABASE_URL.',
		);
	}
	const host = values.REFRAIN_WORLD_HOST;
	const { REFRAIN_WORLD_SIGN_IN_PORT: signInPort, REFRAIN_WORLD_GRAPH_PORT: graphPort } = values;
	return {
		...{ host, smtpPort, imapPort, signInPort, graphPort, authorityFile },
		controlUrl: `http://${host}:${controlPort}`,
		nameServer: `127.0.0.1:${namesPort}`,
	};
}

function completePlatformSender(values: Values): PlatformSender | undefined {
	const sender = platformSenderOf(values);
	if (sender !== 'incomplete') return sender;
	throw new ConfigurationError(
		'REFRAIN_PLATFORM_ADDRESS, REFRAIN_PLATFORM_SMTP_HOST, REFRAIN_PLATFORM_SMTP_USER and ' +
			'REFRAIN_PLATFORM_SMTP_PASSWORD must be given together.',
	);
}

function completeSignIn(values: Values): SignInConfig {
	const host = values.REFRAIN_SANDBOX === 'on' ? values.REFRAIN_WORLD_HOST : undefined;
	const signIn = signInConfigOf(values, host);
	if (typeof signIn !== 'string') return signIn;
	throw new ConfigurationError(
		`REFRAIN_${signIn}_CLIENT_ID and REFRAIN_${signIn}_CLIENT_SECRET must be given together.`,
	);
}

function describe(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
	const name = String(issue.path[0]);
	const value = given[name];
	if (value === undefined) return `${name} is missing: it must be ${issue.message}.`;
	return `${name} must be ${issue.message}${secrets.has(name) ? '' : `, not \`${value}\``}.`;
}
