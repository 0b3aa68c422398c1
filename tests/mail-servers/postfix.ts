import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '#embedded/free-port.ts';
import { issueTestCertificate } from '../crash/test-authority.ts';
import type { DovecotServer } from './dovecot.ts';
import { listening } from './dovecot.ts';

const run = promisify(execFile);

/**
 * A Postfix that takes submissions for the users of a Dovecot and writes real delivery reports
 * (docs/design/test-servers.md#postfix). Mails to `reject.example` are refused behind it by the local part: `unknown`
 * 550 5.1.1, `full` 552 5.2.2, `spam` 554 5.7.1, `later` 451 4.7.1; `taken.example` takes all and keeps none; to
 * anywhere else that it does not know, 5.1.2.
 */
export interface PostfixServer {
	readonly smtpsPort: number;
	readonly submissionPort: number;
	/** PEM. */
	readonly authority: string;
	/**
	 * What it answers to mails of an address at MAIL, at RCPT or after the dot, such as `452 4.3.1 busy`, by its policy
	 * service; undefined: it takes them. The next mail knows it.
	 */
	answer(sender: string, at: 'MAIL' | 'RCPT' | 'END-OF-MESSAGE', words: string | undefined): void;
	stop(): Promise<void>;
}

/**
 * Starts Postfix; needs root and Debian's package.
 *
 * @param domain Mails to it are delivered to Dovecot.
 */
export async function startPostfix(dovecot: DovecotServer, domain: string): Promise<PostfixServer> {
	const folder = mkdtempSync(join(tmpdir(), 'rp-'));
	const conf = join(folder, 'conf');
	for (const name of ['conf', 'queue', 'data']) mkdirSync(join(folder, name));
	const ports: number[] = [];
	while (ports.length < 2) ports.push(await findFreePort(undefined, ports));
	const [smtpsPort, submissionPort] = ports as [number, number];
	const refusing = await startRefusingLmtp();
	const policy = await startPolicyService();
	const certificate = await issueTestCertificate();
	writeFileSync(join(folder, 'server.pem'), certificate.key + '\n' + certificate.cert);
	writeFileSync(
		join(conf, 'main.cf'),
		mainConfig(folder, dovecot, domain, { refusing: refusing.port, policy: policy.port }),
	);
	writeFileSync(join(conf, 'master.cf'), masterConfig(smtpsPort, submissionPort));
	execFileSync('chmod', ['755', folder]);
	execFileSync('chown', ['-R', 'postfix', join(folder, 'data')]);
	const postfix = (command: string) => run('postfix', ['-c', conf, command]);
	await postfix('start');
	for (const port of [smtpsPort, submissionPort]) await listening(port);
	return {
		smtpsPort,
		submissionPort,
		authority: certificate.authority,
		answer: policy.answer,
		async stop() {
			await postfix('stop').catch(() => {});
			refusing.close();
			policy.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function mainConfig(
	folder: string,
	dovecot: DovecotServer,
	domain: string,
	ports: { readonly refusing: number; readonly policy: number },
): string {
	const policy = `check_policy_service inet:127.0.0.1:${ports.policy}`;
	return `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/postfix.log
maillog_file_prefixes = ${folder}
myhostname = mx.${domain}
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
virtual_mailbox_domains = ${domain}
virtual_transport = lmtp:inet:127.0.0.1:${dovecot.lmtpPort}
default_transport = error:5.1.2 nobody is there
transport_maps = inline:{ { taken.example = discard: }, { reject.example = lmtp:inet:127.0.0.1:${ports.refusing} } }
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:${dovecot.authPort}
smtpd_tls_auth_only = yes
smtpd_tls_chain_files = ${folder}/server.pem
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_discard_ehlo_keywords =
smtpd_delay_reject = no
smtpd_sender_restrictions = ${policy}
smtpd_recipient_restrictions = ${policy}
smtpd_end_of_data_restrictions = ${policy}
alias_maps =
local_recipient_maps =
`;
}

function masterConfig(smtpsPort: number, submissionPort: number): string {
	const services = [
		`127.0.0.1:${smtpsPort} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes`,
		`127.0.0.1:${submissionPort} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt`,
		'pickup unix n - n 60 1 pickup',
		'cleanup unix n - n - 0 cleanup',
		'qmgr unix n - n 300 1 qmgr',
		'tlsmgr unix - - n 1000? 1 tlsmgr',
		'rewrite unix - - n - - trivial-rewrite',
		'bounce unix - - n - 0 bounce',
		'defer unix - - n - 0 bounce',
		'trace unix - - n - 0 bounce',
		'verify unix - - n - 1 verify',
		'flush unix n - n 1000? 0 flush',
		'proxymap unix - - n - - proxymap',
		'smtp unix - - n - - smtp',
		'error unix - - n - - error',
		'retry unix - - n - - error',
		'lmtp unix - - n - - lmtp',
		'anvil unix - - n - 1 anvil',
		'discard unix - - n - - discard',
		'scache unix - - n - 1 scache',
		'postlog unix-dgram n - n - 1 postlogd',
	];
	return `${services.join('\n')}\n`;
}

/** Postfix asks it about each mail at each step (SMTPD_POLICY_README). */
async function startPolicyService(): Promise<
	Pick<PostfixServer, 'answer'> & { port: number; close(): void }
> {
	const answers = new Map<string, string>();
	const server = createServer({ noDelay: true }, (socket) => {
		socket.on('error', () => {});
		let asked = '';
		socket.setEncoding('latin1').on('data', (text) => {
			asked += text;
			for (let end = asked.indexOf('\n\n'); end >= 0; end = asked.indexOf('\n\n')) {
				const facts = new Map(
					asked
						.slice(0, end)
						.split('\n')
						.map((line) => line.split('=', 2) as [string, string]),
				);
				asked = asked.slice(end + 2);
				const action = answers.get(`${facts.get('sender')} ${facts.get('protocol_state')}`) ?? 'DUNNO';
				socket.write(`action=${action}\n\n`);
			}
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		close: () => server.close(),
		answer(sender, at, words) {
			if (words === undefined) answers.delete(`${sender} ${at}`);
			else answers.set(`${sender} ${at}`, words);
		},
	};
}

/** An LMTP server that refuses by the local part. */
async function startRefusingLmtp(): Promise<{ port: number; close(): void }> {
	const answers: Record<string, string> = {
		unknown: '550 5.1.1 User unknown',
		full: '552 5.2.2 Mailbox full',
		spam: '554 5.7.1 Message refused by policy',
		later: '451 4.7.1 Try again later',
	};
	const server = createServer({ noDelay: true }, (socket) => {
		socket.on('error', () => {});
		socket.write('220 refusing LMTP\r\n');
		let rest = '';
		socket.setEncoding('latin1').on('data', (text) => {
			rest += text;
			for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
				const line = rest.slice(0, end);
				rest = rest.slice(end + 2);
				const local = /^RCPT TO:<([^@>]*)/i.exec(line)?.[1];
				if (local !== undefined) socket.write(`${answers[local] ?? '550 5.1.1 User unknown'}\r\n`);
				else if (/^QUIT/i.test(line)) socket.end('221 bye\r\n');
				else if (/^LHLO/i.test(line)) socket.write('250-here\r\n250-ENHANCEDSTATUSCODES\r\n250 DSN\r\n');
				else if (/^DATA/i.test(line)) socket.write('503 5.5.1 No recipient\r\n');
				else socket.write('250 2.0.0 ok\r\n');
			}
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
